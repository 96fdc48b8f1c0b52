package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import ordeal.harness.cluster.ClusterPlan.Network;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class LocalAddressesTest {
    private static final Node BROKER_1 = Node.broker(1);
    private static final Node BROKER_2 = Node.broker(2);
    private static final Node ZOOKEEPER = Node.zookeeper(1);

    @Test
    void givesTwoClustersSubnetsOfTheirOwn() throws Exception {
        try (LocalAddresses one = LocalAddresses.claim(Network.MESH);
                LocalAddresses other = LocalAddresses.claim(Network.MESH)) {
            assertThat(one.own(BROKER_1)).isNotEqualTo(other.own(BROKER_1));
            assertThat(one.own(BROKER_1).getAddress()[1])
                    .isNotEqualTo(other.own(BROKER_1).getAddress()[1]);
        }
    }

    @Test
    void givesItsSubnetBack() throws Exception {
        InetAddress before;
        try (LocalAddresses addresses = LocalAddresses.claim(Network.MESH)) {
            before = addresses.own(BROKER_1);
        }
        // Another cluster of this machine may take it in between, but then ours has moved on, not been refused.
        try (LocalAddresses again = LocalAddresses.claim(Network.MESH)) {
            assertThat(again.own(BROKER_1).getAddress()[3]).isEqualTo(before.getAddress()[3]);
        }
    }

    @Test
    void tellsWhoIsDialledAndWhoDials() throws Exception {
        try (LocalAddresses addresses = LocalAddresses.claim(Network.MESH)) {
            assertThat(addresses.own(BROKER_1).getHostAddress()).endsWith(".254.1");
            assertThat(addresses.own(ZOOKEEPER).getHostAddress()).endsWith(".254.101");
            assertThat(addresses.entrance(Link.CLIENTS, BROKER_2).getHostAddress())
                    .endsWith(".0.2");
            assertThat(addresses.entrance("broker-1", BROKER_2).getHostAddress())
                    .endsWith(".1.2");
            assertThat(addresses.entrance("zookeeper-1", BROKER_2).getHostAddress())
                    .endsWith(".101.2");
        }
    }

    @Test
    void writesAHostsFileThatNamesEveryNodeByThePathToItAndTheMachine() throws Exception {
        try (LocalAddresses addresses = LocalAddresses.claim(Network.MESH)) {
            List<String> lines = addresses
                    .hostsFileOf(BROKER_1, List.of(BROKER_1, BROKER_2, ZOOKEEPER))
                    .lines()
                    .toList();
            assertThat(lines)
                    .contains(
                            "127.0.0.1 localhost",
                            addresses.own(BROKER_1).getHostAddress() + " broker-1",
                            addresses.entrance("broker-1", BROKER_2).getHostAddress() + " broker-2",
                            addresses.entrance("broker-1", ZOOKEEPER).getHostAddress() + " zookeeper-1")
                    .hasSize(5);
        }
    }
}
