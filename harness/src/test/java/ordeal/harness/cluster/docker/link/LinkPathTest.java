package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkPathTest {
    private static final Map<Node, String> ADDRESSES = Map.of(
            Node.broker(1), "172.30.0.11",
            Node.broker(2), "172.30.0.12",
            Node.zookeeper(1), "172.30.0.101",
            Node.zookeeper(2), "172.30.0.102");

    private static LinkPath path(String dialler, String server, Direction direction) {
        return LinkPath.of(new Link(dialler, server, direction), ADDRESSES);
    }

    @ParameterizedTest
    @CsvSource({
        "broker-2, broker-1, iifname != \"lo\" ip saddr 172.30.0.12 tcp dport 9092",
        "clients, broker-1, iifname != \"lo\" tcp dport 9093",
        "broker-2, zookeeper-1, iifname != \"lo\" ip saddr 172.30.0.12 tcp dport 2181",
    })
    void requestsComeInFromTheDiallerToTheServersPort(String dialler, String server, String match) {
        assertThat(path(dialler, server, Direction.REQUEST).nft()).isEqualTo(match);
    }

    @ParameterizedTest
    @CsvSource({
        "broker-2, broker-1, oifname != \"lo\" ip daddr 172.30.0.12 tcp sport 9092",
        "clients, broker-1, oifname != \"lo\" tcp sport 9093",
        "broker-2, zookeeper-1, oifname != \"lo\" ip daddr 172.30.0.12 tcp sport 2181",
    })
    void answersGoOutFromTheServersPortToTheDialler(String dialler, String server, String match) {
        assertThat(path(dialler, server, Direction.ANSWER).nft()).isEqualTo(match);
    }

    @Test
    void zookeeperServersReachEachOtherOnTwoPorts() {
        LinkPath path = path("zookeeper-2", "zookeeper-1", Direction.ANSWER);
        assertThat(path.nft()).isEqualTo("oifname != \"lo\" ip daddr 172.30.0.102 tcp sport { 2888, 3888 }");
        assertThat(path.u32())
                .containsExactly(
                        "u32 match ip dst 172.30.0.102/32 match ip protocol 6 0xff match ip sport 2888 0xffff",
                        "u32 match ip dst 172.30.0.102/32 match ip protocol 6 0xff match ip sport 3888 0xffff");
        assertThat(path.sockets())
                .containsExactly("dst", "172.30.0.102", "(", "sport", "=", ":2888", "or", "sport", "=", ":3888", ")");
    }

    @Test
    void clientsComeFromAnywhere() {
        LinkPath path = path("clients", "broker-1", Direction.REQUEST);
        assertThat(path.u32()).containsExactly("u32 match ip protocol 6 0xff match ip dport 9093 0xffff");
        assertThat(path.sockets()).containsExactly("(", "sport", "=", ":9093", ")");
    }

    @Test
    void theOtherDirectionIsThatOfTheSameConnections() {
        assertThat(path("broker-2", "broker-1", Direction.REQUEST).reverse())
                .isEqualTo(path("broker-2", "broker-1", Direction.ANSWER));
    }

    @ParameterizedTest
    @CsvSource({
        "clients, zookeeper-1, clients do not dial ZooKeeper",
        "zookeeper-1, broker-1, nobody dials so",
        "broker-1, broker-1, nobody dials so",
        "broker-9, broker-1, not a link between nodes",
        "broker-1, broker-9, not a link between nodes",
    })
    void knowsNoLinkThatNobodyDials(String dialler, String server, String reason) {
        assertThatThrownBy(() -> path(dialler, server, Direction.REQUEST))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
