package ordeal.nemesis.plan.shipped;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.PartitionRef;
import ordeal.nemesis.target.Target;

/**
 * The plans that provoke the bugs which can be planted in the reference broker, each named after its bug. On a correct broker they lose
 * nothing.
 */
public final class BugPlans {
    private static final PartitionRef PARTITION = PartitionRef.FIRST;
    private static final long WARM_MS = 3_000;
    private static final long SLOW_BYTES_PER_SECOND = 64 * 1024;

    private BugPlans() {}

    /** All of them, by name. */
    public static List<DirectedPlan> all() {
        return List.of(acknowledgeAtAppend(), controllerWithoutEpochCheck(), truncateToHighWatermark());
    }

    /** The plan of a bug. */
    public static Optional<DirectedPlan> named(String bug) {
        return all().stream().filter(plan -> plan.name().equals(bug)).findFirst();
    }

    /** What the leader appends while its followers hear nothing is on the leader alone; then it dies within the lag time. */
    private static DirectedPlan acknowledgeAtAppend() {
        return plan(
                "acknowledge-at-append",
                20_000,
                ShippedPlans.killLeaderWhileFollowersHearNothing(),
                "What the leader answers to its followers' fetches is held for a second, less than the lag time, while"
                        + " clients write; then the leader is killed.",
                1,
                Map.of());
    }

    /**
     * Replica 2 fetches slowly, so that each answer holds many records of which it does not know yet that they are committed; then it
     * hears nothing more of replica 0, which dies; replica 1 leads and dies too before replica 2 has fetched from it. Whoever cut its log to its own high watermark meanwhile is elected without
     * what it cut (KIP-101).
     */
    private static DirectedPlan truncateToHighWatermark() {
        Target first = new Target.Assigned(PARTITION, 0);
        Target second = new Target.Assigned(PARTITION, 1);
        Target third = new Target.Assigned(PARTITION, 2);
        List<Step> steps = List.of(
                Step.at(
                        "slow-first",
                        WARM_MS,
                        new Fault.ThrottleLink(
                                new Cut.Dialled(third, first, Direction.ANSWER), SLOW_BYTES_PER_SECOND, 2_000)),
                Step.at(
                        "deaf-to-second",
                        WARM_MS,
                        new Fault.HoldLinks(new Cut.Dialled(third, second, Direction.ANSWER))),
                new Step(
                        "deaf-to-first",
                        new Trigger.After("slow-first", 1_000),
                        0,
                        5_000,
                        new Fault.HoldLinks(new Cut.Dialled(third, first, Direction.ANSWER))),
                new Step(
                        "kill-first",
                        new Trigger.After("deaf-to-first", 300),
                        0,
                        5_000,
                        new Fault.Kill(first, Restart.LATER)),
                new Step(
                        "kill-second",
                        new Trigger.LeaderIs(PARTITION, second),
                        500,
                        15_000,
                        new Fault.Kill(second, Restart.LATER)),
                new Step(
                        "forget-second",
                        new Trigger.After("kill-second", 0),
                        0,
                        5_000,
                        new Fault.ReleaseLinks(new Cut.TouchedBy("deaf-to-second"), true)),
                new Step(
                        "forget-first",
                        new Trigger.After("kill-second", 0),
                        0,
                        5_000,
                        new Fault.ReleaseLinks(new Cut.TouchedBy("deaf-to-first"), true)),
                new Step(
                        "start-second",
                        new Trigger.LeaderIs(PARTITION, third),
                        1_000,
                        20_000,
                        new Fault.Start(new Target.HitBy("kill-second"))),
                new Step(
                        "start-first",
                        new Trigger.After("start-second", 500),
                        0,
                        10_000,
                        new Fault.Start(new Target.HitBy("kill-first"))));
        return plan(
                "truncate-to-high-watermark",
                30_000,
                steps,
                "A follower hears nothing for 300 ms, then the leader is killed, and the next leader too, before the follower"
                        + " has fetched from it: the follower is elected cleanly with the log it kept.",
                1,
                Map.of());
    }

    /**
     * The controller is cut from its peers and hears nothing of ZooKeeper, which goes on hearing it, so its session lives. An operator
     * deletes {@code /controller}; another broker is elected. The deaf one leads a partition whose followers lag: it changes that
     * ISR through itself, and the write reaches ZooKeeper after the other's election.
     */
    private static DirectedPlan controllerWithoutEpochCheck() {
        Target deaf = new Target.HitBy("cut-peers");
        List<Step> steps = List.of(
                Step.at(
                        "cut-peers",
                        WARM_MS,
                        new Fault.HoldLinks(new Cut.Isolate(new Target.Controller(), Cut.From.PEERS))),
                new Step(
                        "deaf-to-zookeeper",
                        new Trigger.After("cut-peers", 0),
                        0,
                        2_000,
                        new Fault.HoldLinks(new Cut.Dialled(deaf, new Target.ZookeeperLeader(), Direction.ANSWER))),
                new Step(
                        "move-controller",
                        new Trigger.After("deaf-to-zookeeper", 200),
                        0,
                        2_000,
                        new Fault.MoveController()),
                new Step(
                        "hear-zookeeper",
                        new Trigger.After("move-controller", 4_500),
                        0,
                        5_000,
                        new Fault.ReleaseLinks(new Cut.TouchedBy("deaf-to-zookeeper"), false)),
                new Step(
                        "hear-peers",
                        new Trigger.After("hear-zookeeper", 500),
                        0,
                        5_000,
                        new Fault.ReleaseLinks(new Cut.TouchedBy("cut-peers"), false)));
        return plan(
                "controller-without-epoch-check",
                20_000,
                steps,
                "The controller is cut from its peers and deaf to ZooKeeper; another one is elected; the deaf one goes on"
                        + " changing the ISR of what it leads, for its session lives.",
                3, // one for each broker, so that the controller leads one
                Map.of("zookeeper.session.timeout.ms", "9000", "replica.lag.time.max.ms", "1500"));
    }

    private static DirectedPlan plan(
            String bug, long timeMs, List<Step> steps, String description, int partitions, Map<String, String> broker) {
        Overrides overrides = new Overrides(
                broker,
                Map.of("acks", "all"),
                Map.of("brokers", "3", "topics", "1", "partitions", Integer.toString(partitions)));
        return new DirectedPlan(new Plan(bug, 1, timeMs, 3, steps), description, overrides, overrides);
    }
}
