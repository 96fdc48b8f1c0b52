package ordeal.nemesis.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class GrudgeTest {
    private static final Node A = Node.broker(1);
    private static final Node B = Node.broker(2);
    private static final Node C = Node.broker(3);
    private static final Node ZOOKEEPER = Node.zookeeper(1);

    private static List<String> words(Set<Link> links) {
        return links.stream().map(Link::toString).toList();
    }

    @Test
    void brokersDialEachOther() {
        assertThat(words(Grudge.between(List.of(A), List.of(B))))
                .containsExactly(
                        "broker-1 -> broker-2", "broker-1 <- broker-2", "broker-2 -> broker-1", "broker-2 <- broker-1");
    }

    @Test
    void zookeeperNeverDialsABroker() {
        assertThat(words(Grudge.between(List.of(A), List.of(ZOOKEEPER))))
                .containsExactly("broker-1 -> zookeeper-1", "broker-1 <- zookeeper-1");
    }

    @Test
    void oneWayIsRequestsOfOneAndAnswersToTheOther() {
        assertThat(words(Grudge.oneWay(List.of(A), List.of(B))))
                .containsExactly("broker-1 -> broker-2", "broker-2 <- broker-1");
    }

    @Test
    void zookeeperCanBeKeptFromSpeakingToABroker() {
        assertThat(words(Grudge.oneWay(List.of(ZOOKEEPER), List.of(A)))).containsExactly("broker-1 <- zookeeper-1");
    }

    @Test
    void dialledAnswersAreWhatFollowersFetch() {
        assertThat(words(Grudge.dialled(List.of(B, C), List.of(A), Direction.ANSWER)))
                .containsExactly("broker-2 <- broker-1", "broker-3 <- broker-1");
    }

    @Test
    void nobodyIsCutFromItself() {
        assertThat(Grudge.between(List.of(A), List.of(A))).isEmpty();
    }

    @Test
    void clientsReachBrokersOnly() {
        assertThat(words(Grudge.clients(List.of(A, ZOOKEEPER), Direction.ANSWER)))
                .containsExactly("clients <- broker-1");
    }

    @Test
    void bridgeHearsBothHalves() {
        Set<Link> cut = Grudge.bridge(List.of(A, B, C));
        assertThat(cut).isEqualTo(Grudge.between(List.of(A), List.of(C)));
    }

    @Test
    void everyNodeOfARingHearsAMajorityAndNoTwoTheSame() {
        for (int size = 5; size <= 9; size += 2) {
            List<Node> circle =
                    IntStream.rangeClosed(1, size).mapToObj(Node::broker).toList();
            Set<Link> cut = Grudge.majorityRing(circle);
            Set<Set<Node>> heard =
                    circle.stream().map(node -> heardBy(node, circle, cut)).collect(Collectors.toSet());
            assertThat(heard).hasSize(size).allMatch(nodes -> nodes.size() > circle.size() / 2);
            assertThat(heard).allMatch(nodes -> nodes.size() + Grudge.ringDeafTo(circle.size()) == circle.size());
        }
    }

    private static Set<Node> heardBy(Node node, List<Node> circle, Set<Link> cut) {
        return circle.stream()
                .filter(other -> !cut.containsAll(Grudge.oneWay(List.of(other), List.of(node))) || other.equals(node))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
