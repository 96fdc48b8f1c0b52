package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class NftNetworkControlTest {
    private static final Node ONE = Node.broker(1);
    private static final Node TWO = Node.broker(2);
    private static final Node THREE = Node.broker(3);
    private static final Link TWO_TO_ONE = new Link("broker-2", "broker-1", Direction.REQUEST);
    private static final Link ONE_TO_TWO = new Link("broker-2", "broker-1", Direction.ANSWER);
    private static final Link THREE_TO_ONE = new Link("broker-3", "broker-1", Direction.REQUEST);
    private static final Link ONE_TO_THREE_DIALLED = new Link("broker-1", "broker-3", Direction.REQUEST);
    private static final Link CLIENTS = new Link(Link.CLIENTS, "broker-1", Direction.REQUEST);
    private static final LinkBehaviour HOLD = new LinkBehaviour.Hold();
    private static final LinkBehaviour PASS = new LinkBehaviour.Pass();
    private static final PacketCount SOME = new PacketCount(3, 180);

    private final FakeKernel kernel = new FakeKernel();
    private final List<Node> dialledByClients = new ArrayList<>();
    private final NftNetworkControl control = new NftNetworkControl(
            Map.of(ONE, "172.30.0.11", TWO, "172.30.0.12", THREE, "172.30.0.13", Node.zookeeper(1), "172.30.0.101"),
            kernel,
            (node, _) -> {
                dialledByClients.add(node);
                kernel.traffic(CLIENTS, SOME);
            });

    private static String resource(String name) throws IOException {
        try (InputStream in = NftNetworkControlTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void readsWhatTheKernelHasCounted() throws IOException {
        assertThat(RuleCounters.read(resource("nft-list-table.json")))
                .containsOnly(
                        Map.entry("broker-3 -> broker-1", new PacketCount(6, 360)),
                        Map.entry("broker-2 <- broker-1", new PacketCount(5, 15_256)),
                        Map.entry("clients <- broker-1", PacketCount.NONE));
    }

    @Test
    void readsWhatCameIntoTheQueues() throws IOException {
        List<Shape> shapes = List.of(
                new Shape(TWO_TO_ONE, new LinkBehaviour.Throttle(65_536), 1),
                new Shape(ONE_TO_TWO, new LinkBehaviour.Throttle(10_000), 2),
                new Shape(THREE_TO_ONE, new LinkBehaviour.Throttle(10_000), 3));
        assertThat(QueueCounters.read(resource("tc-qdisc-show.json"), shapes))
                .containsOnly(
                        Map.entry(TWO_TO_ONE, new QueueCount(282, 4, 0)),
                        Map.entry(ONE_TO_TWO, new QueueCount(206, 3, 0)));
    }

    @Test
    void whatIsNoJsonFailsTheInjection() {
        assertThatThrownBy(() -> RuleCounters.read("Segmentation fault"))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("nft printed no JSON");
    }

    @Test
    void onlyServersWhoseLinksChangeGetNewRules() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD));
        assertThat(kernel.log).containsExactly("broker-1: nft -f -");
        control.apply(Map.of(TWO_TO_ONE, HOLD, ONE_TO_THREE_DIALLED, HOLD));
        assertThat(kernel.log).containsExactly("broker-1: nft -f -", "broker-3: nft -f -");
    }

    @Test
    void laterFaultKeepsWhatEarlierOnesDoAndHaveCounted() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD));
        kernel.traffic(TWO_TO_ONE, SOME);
        control.apply(Map.of(THREE_TO_ONE, HOLD));
        assertThat(kernel.rulesOf(ONE)).contains("172.30.0.12").contains("172.30.0.13");
        assertThat(control.heldBytes(Set.of(TWO_TO_ONE, THREE_TO_ONE))).isEqualTo(180);
    }

    @Test
    void linkThatBehavesAnewCountsFromNothing() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD, THREE_TO_ONE, HOLD));
        kernel.traffic(TWO_TO_ONE, SOME);
        kernel.traffic(THREE_TO_ONE, SOME);
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Deaf()));
        assertThat(control.heldBytes(Set.of(TWO_TO_ONE))).isZero();
        assertThat(control.heldBytes(Set.of(THREE_TO_ONE))).isEqualTo(180);
    }

    @Test
    void onlyWhatIsHeldBackCountsAsHeld() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Lose(20), ONE_TO_TWO, new LinkBehaviour.Deaf()));
        kernel.traffic(TWO_TO_ONE, SOME);
        assertThat(control.heldBytes(Set.of(TWO_TO_ONE, ONE_TO_TWO))).isZero();
        kernel.traffic(ONE_TO_TWO, SOME);
        assertThat(control.heldBytes(Set.of(TWO_TO_ONE, ONE_TO_TWO))).isEqualTo(180);
    }

    @Test
    void afterHealTheTableIsGone() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD, ONE_TO_THREE_DIALLED, HOLD));
        assertThat(kernel.hasTable(ONE)).isTrue();
        control.apply(Map.of(TWO_TO_ONE, PASS));
        assertThat(kernel.hasTable(ONE)).isFalse();
        assertThat(kernel.hasTable(THREE)).isTrue();
        assertThat(control.heldBytes(Set.of(TWO_TO_ONE))).isZero();
    }

    @Test
    void trafficOfTheClusterProvesAndNothingIsDialled() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD));
        kernel.traffic(TWO_TO_ONE, SOME);
        assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof())
                .isEqualTo(
                        "1 links: the kernel dropped 3 packets of 180 bytes, rejected 0, ended 0 connections, queued 0 bytes");
        assertThat(kernel.log).noneMatch(line -> line.contains("dial"));
    }

    @Test
    void idleLinkIsProvenByADialFromItsDialler() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD));
        kernel.probeWouldMeet(TWO_TO_ONE, SOME);
        assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof()).contains("3 packets", "1 idle, proven by a probe");
        assertThat(kernel.log).contains("broker-2: dial 172.30.0.11");
    }

    @Test
    void idleClientsAreProvenByADialFromOutside() throws InterruptedException {
        control.apply(Map.of(CLIENTS, HOLD));
        assertThat(control.receipt(Set.of(CLIENTS)).proof()).contains("proven by a probe");
        assertThat(dialledByClients).containsExactly(ONE);
    }

    @Test
    void withoutProofThereIsNoReceipt() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD, THREE_TO_ONE, HOLD));
        kernel.traffic(THREE_TO_ONE, SOME);
        assertThatThrownBy(() -> control.receipt(Set.of(TWO_TO_ONE, THREE_TO_ONE)))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("nothing shows that broker-2 -> broker-1")
                .hasMessageNotContaining("broker-3");
    }

    @Test
    void answersToRequestsThatNeverCameNeedNoProof() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD, ONE_TO_TWO, HOLD));
        kernel.traffic(TWO_TO_ONE, SOME);
        assertThat(control.receipt(Set.of(TWO_TO_ONE, ONE_TO_TWO)).proof()).startsWith("2 links");
    }

    @Test
    void answersToRequestsThatPassNeedProof() throws InterruptedException {
        control.apply(Map.of(ONE_TO_TWO, HOLD));
        assertThatThrownBy(() -> control.receipt(Set.of(ONE_TO_TWO)))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broker-2 <- broker-1");
    }

    @Test
    void refusedDialIsProvenByEitherDirection() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Refuse(), ONE_TO_TWO, new LinkBehaviour.Refuse()));
        kernel.traffic(TWO_TO_ONE, SOME);
        assertThat(control.receipt(Set.of(TWO_TO_ONE, ONE_TO_TWO)).proof()).contains("rejected 3");
    }

    @Test
    void resetEndsTheConnectionsThatStand() throws InterruptedException {
        kernel.connectionsStand("""
                ESTAB     0      0      172.30.0.11:9092 172.30.0.12:47192
                CLOSE-WAIT 0     0      172.30.0.11:9092 172.30.0.12:47193
                """);
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Reset()));
        assertThat(kernel.log)
                .contains("broker-1: ss -H -n -K -t state connected exclude time-wait"
                        + " dst 172.30.0.12 ( sport = :9092 )");
        assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof()).contains("ended 1 connections");
    }

    @Test
    void throttledLinkIsProvenByItsQueue() throws InterruptedException, IOException {
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Throttle(65_536)));
        assertThat(kernel.hasTable(ONE)).isFalse();
        kernel.queuesAre(ONE, resource("tc-qdisc-show.json"));
        assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof()).contains("queued 282 bytes");
    }

    private static String netem(int packets, int waiting, int ahead) {
        return """
                [{"kind":"netem","handle":"11:","dev":"ordeal-in","parent":"1:1","options":{"limit":10000},"bytes":%d,\
                "packets":%d,"drops":0,"overlimits":0,"requeues":%d,"backlog":0,"qlen":%d}]""".formatted(packets * 60, packets, ahead, waiting);
    }

    @Test
    void reorderingIsProvenByAPacketThatWasPutAhead() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Reorder(25, 40)));
        kernel.queuesAre(ONE, netem(500, 0, 0));
        assertThatThrownBy(() -> control.receipt(Set.of(TWO_TO_ONE)))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("nothing shows that broker-2 -> broker-1 is under Reorder");
        kernel.queuesAre(ONE, netem(500, 0, 1));
        assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof())
                .contains("queued 30000 bytes in 500 packets, 1 of them put ahead");
    }

    @Test
    void duplicationAndCorruptionAreProvenBySoManyPacketsThatSomeMustHaveBeenHit() throws InterruptedException {
        for (LinkBehaviour tenth : List.of(new LinkBehaviour.Duplicate(10), new LinkBehaviour.Corrupt(10))) {
            control.apply(Map.of(TWO_TO_ONE, tenth));
            kernel.queuesAre(ONE, netem(60, 5, 0));
            assertThatThrownBy(() -> control.receipt(Set.of(TWO_TO_ONE)))
                    .as("65 packets under %s", tenth)
                    .isInstanceOf(InjectionException.class);
            kernel.queuesAre(ONE, netem(60, 6, 0));
            assertThat(control.receipt(Set.of(TWO_TO_ONE)).proof()).contains("in 66 packets");
        }
    }

    @Test
    void queuesAreMadeAnewOnlyWhenTheyChange() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Throttle(65_536)));
        control.apply(Map.of(THREE_TO_ONE, HOLD));
        control.apply(Map.of(TWO_TO_ONE, PASS));
        assertThat(kernel.log.stream().filter("broker-1: sh -e"::equals)).hasSize(2);
    }

    @Test
    void changeThatBrokeIsMadeWholeByTheNext() throws InterruptedException {
        kernel.breaks("sh -e");
        assertThatThrownBy(() -> control.apply(Map.of(TWO_TO_ONE, new LinkBehaviour.Throttle(65_536))))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("broken by the test");
        kernel.breaks("nothing");
        control.apply(Map.of(TWO_TO_ONE, PASS));
        assertThat(kernel.log).endsWith("broker-1: nft -f -", "broker-1: sh -e");
    }

    @Test
    void countersThatCannotBeReadDoNotStandInTheWayOfTheHeal() throws InterruptedException {
        control.apply(Map.of(TWO_TO_ONE, HOLD));
        kernel.breaks("list table");
        assertThatThrownBy(() -> control.apply(Map.of(THREE_TO_ONE, HOLD))).isInstanceOf(InjectionException.class);
        control.apply(Map.of(TWO_TO_ONE, PASS));
        assertThat(kernel.hasTable(ONE)).isFalse();
    }

    @Test
    void oneServerThatBreaksDoesNotKeepTheOthersFromChanging() {
        kernel.breaks("sh -e");
        assertThatThrownBy(() -> control.apply(
                        Map.of(TWO_TO_ONE, new LinkBehaviour.Throttle(65_536), ONE_TO_THREE_DIALLED, HOLD)))
                .isInstanceOf(InjectionException.class);
        assertThat(kernel.hasTable(THREE)).isTrue();
    }

    @Test
    void nothingChangesWhenOneIsNoLink() {
        Link unknown = new Link("broker-9", "broker-1", Direction.REQUEST);
        assertThatThrownBy(() -> control.apply(Map.of(ONE_TO_THREE_DIALLED, HOLD, unknown, HOLD)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(kernel.log).isEmpty();
    }

    @Test
    void deadNodesConnectionsAreEnded() throws InterruptedException {
        control.nodeDied(TWO);
        assertThat(kernel.log).containsExactly("broker-2: ss -H -n -K -t state connected exclude time-wait");
    }
}
