package ordeal.harness.cluster.docker.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class TrafficShapingTest {
    private static final Map<Node, String> ADDRESSES =
            Map.of(Node.broker(1), "172.30.0.11", Node.broker(2), "172.30.0.12");
    private static final Link REQUESTS = new Link("broker-2", "broker-1", Direction.REQUEST);
    private static final Link ANSWERS = new Link("broker-2", "broker-1", Direction.ANSWER);
    private static final String CLEAN = """
            tc qdisc del dev eth0 root 2>/dev/null || true
            tc qdisc del dev eth0 ingress 2>/dev/null || true
            ip link del ordeal-in 2>/dev/null || true
            """;

    private static String script(Map<Link, LinkBehaviour> behaviours) {
        String script = new TrafficShaping(ADDRESSES).script(Shape.among(behaviours));
        assertThat(script).startsWith(CLEAN);
        return script.substring(CLEAN.length());
    }

    @Test
    void throttledAnswersWaitOnTheirWayOut() {
        assertThat(script(Map.of(ANSWERS, new LinkBehaviour.Throttle(65_536)))).isEqualTo("""
                tc qdisc add dev eth0 root handle 1: htb
                tc class add dev eth0 parent 1: classid 1:1 htb rate 10gbit quantum 60000
                tc qdisc add dev eth0 parent 1:1 handle 11: tbf rate 65536bps burst 3276 limit 131072
                tc filter add dev eth0 parent 1: protocol ip prio 1 u32 match ip dst 172.30.0.12/32 match ip protocol 6 0xff match ip sport 9092 0xffff flowid 1:1
                """);
    }

    @Test
    void throttledRequestsAreLedThroughADeviceOfOurOwn() {
        String match = "u32 match ip src 172.30.0.12/32 match ip protocol 6 0xff match ip dport 9092 0xffff";
        assertThat(script(Map.of(REQUESTS, new LinkBehaviour.Throttle(65_536)))).isEqualTo("""
                ip link add ordeal-in type ifb
                ip link set ordeal-in up
                tc qdisc add dev ordeal-in root handle 1: htb
                tc qdisc add dev eth0 handle ffff: ingress
                tc class add dev ordeal-in parent 1: classid 1:1 htb rate 10gbit quantum 60000
                tc qdisc add dev ordeal-in parent 1:1 handle 11: tbf rate 65536bps burst 3276 limit 131072
                tc filter add dev ordeal-in parent 1: protocol ip prio 1 %1$s flowid 1:1
                tc filter add dev eth0 parent ffff: protocol ip prio 1 %1$s action mirred egress redirect dev ordeal-in
                """.formatted(match));
    }

    @Test
    void slowestBucketStillTakesWholePackets() {
        assertThat(Shape.queue(new LinkBehaviour.Throttle(100))).isEqualTo("tbf rate 100bps burst 2048 limit 8192");
    }

    @Test
    void delayLiesBetweenItselfAndItselfWithAllItsJitter() {
        assertThat(Shape.queue(new LinkBehaviour.Delay(200, 100)))
                .isEqualTo("netem limit 10000 delay 250000us 50000us");
        assertThat(Shape.queue(new LinkBehaviour.Delay(60, 0))).isEqualTo("netem limit 10000 delay 60000us");
    }

    @Test
    void someAnswersOvertakeTheOthersWhichAreLate() {
        assertThat(script(Map.of(ANSWERS, new LinkBehaviour.Reorder(25, 40)))).isEqualTo("""
                tc qdisc add dev eth0 root handle 1: htb
                tc class add dev eth0 parent 1: classid 1:1 htb rate 10gbit quantum 60000
                tc qdisc add dev eth0 parent 1:1 handle 11: netem limit 10000 delay 40000us reorder 25%
                tc filter add dev eth0 parent 1: protocol ip prio 1 u32 match ip dst 172.30.0.12/32 match ip protocol 6 0xff match ip sport 9092 0xffff flowid 1:1
                """);
    }

    @Test
    void duplicatedAndCorruptedPacketsAreNotLate() {
        assertThat(Shape.queue(new LinkBehaviour.Duplicate(10))).isEqualTo("netem limit 10000 duplicate 10%");
        assertThat(Shape.queue(new LinkBehaviour.Corrupt(5))).isEqualTo("netem limit 10000 corrupt 5%");
    }

    @Test
    void nothingWaitsInAQueueUnderARule() {
        for (LinkBehaviour ruled : List.of(
                new LinkBehaviour.Hold(),
                new LinkBehaviour.Lose(5),
                new LinkBehaviour.Deaf(),
                new LinkBehaviour.Pass())) {
            assertThat(Shape.isQueued(ruled)).as("%s", ruled).isFalse();
            assertThatThrownBy(() -> Shape.queue(ruled)).isInstanceOf(IllegalArgumentException.class);
        }
        for (LinkBehaviour queued : List.of(
                new LinkBehaviour.Reorder(5, 10), new LinkBehaviour.Duplicate(5), new LinkBehaviour.Corrupt(5))) {
            assertThat(Shape.isQueued(queued)).as("%s", queued).isTrue();
            assertThat(NftRules.govern(queued)).as("%s", queued).isFalse();
        }
    }

    @Test
    void eachLinkHasAQueueOfItsOwn() {
        List<Shape> shapes = Shape.among(Map.of(
                ANSWERS,
                new LinkBehaviour.Throttle(10_000),
                REQUESTS,
                new LinkBehaviour.Delay(10, 0),
                new Link(Link.CLIENTS, "broker-1", Direction.REQUEST),
                new LinkBehaviour.Hold()));
        assertThat(shapes)
                .containsExactly(
                        new Shape(REQUESTS, new LinkBehaviour.Delay(10, 0), 1),
                        new Shape(ANSWERS, new LinkBehaviour.Throttle(10_000), 2));
        assertThat(shapes).extracting(Shape::classId).containsExactly("1:1", "1:2");
        assertThat(shapes).extracting(Shape::handle).containsExactly("11:", "12:");
    }

    @Test
    void withoutShapesOnlyTheCleaningIsLeft() {
        assertThat(script(Map.of(REQUESTS, new LinkBehaviour.Hold()))).isEmpty();
    }
}
