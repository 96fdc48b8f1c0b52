package ordeal.nemesis.plan.shipped;

import static ordeal.nemesis.plan.shipped.Schedule.FIRST;
import static ordeal.nemesis.plan.shipped.Schedule.LEADER;
import static ordeal.nemesis.plan.shipped.Schedule.PARTITION;
import static ordeal.nemesis.plan.shipped.Schedule.SECOND;
import static ordeal.nemesis.plan.shipped.Schedule.THIRD;
import static ordeal.nemesis.plan.shipped.Schedule.deliver;
import static ordeal.nemesis.plan.shipped.Schedule.discard;
import static ordeal.nemesis.plan.shipped.Schedule.hitBy;
import static ordeal.nemesis.plan.shipped.Schedule.hold;
import static ordeal.nemesis.plan.shipped.Schedule.leaderIs;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.plan.Trigger;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;

/** Plans for bugs of what counts as committed: what is acknowledged, and what clients are shown. */
final class CommitBugPlans {
    private CommitBugPlans() {}

    static List<DirectedPlan> all() {
        return List.of(
                acknowledgeAtAppend(),
                latestOffsetGoesBack(),
                optimisticShrink(),
                readAboveHighWatermark(),
                successAfterShrink());
    }

    /** What the leader appends while its followers hear nothing is on the leader alone; then it dies within the lag time. */
    private static DirectedPlan acknowledgeAtAppend() {
        return Schedule.of(
                        "acknowledge-at-append",
                        "What the leader answers to its followers' fetches is held for a second, less than the lag time, while"
                                + " clients write; then the leader is killed.")
                .steps(ShippedPlans.killLeaderWhileFollowersHearNothing())
                .plan();
    }

    /**
     * Each answer to the second replica's fetches holds many records, and only the next one says that they are committed; that one never
     * comes. When it leads, the third replica's fetches do not reach it for a while, and its high watermark stays where it is. It is controller,
     * too, for what the third dials to it is held.
     */
    private static DirectedPlan latestOffsetGoesBack() {
        return Schedule.of(
                        "latest-offset-goes-back",
                        "The next leader does not hear any more what is committed, the leader is killed, and nobody fetches from"
                                + " the next one for four seconds while clients ask for the latest offset.")
                .first("seat-controller", new Fault.SeatController(SECOND))
                .after(
                        "seat-controller",
                        500,
                        "slow-second",
                        new Fault.SlowLink(new Cut.Dialled(SECOND, FIRST, Direction.ANSWER), 150, 0, 3_000))
                .after("slow-second", 0, "silence-third", hold(THIRD, SECOND, Direction.REQUEST))
                .after("slow-second", 1_700, "deafen-second", hold(SECOND, FIRST, Direction.ANSWER))
                .after("deafen-second", 300, "kill-first", new Fault.Kill(FIRST, Restart.AFTER_SESSION))
                .after("kill-first", 0, "forget-second", discard("deafen-second"))
                .when(leaderIs(SECOND), 4_000, "hear-third", deliver("silence-third"))
                .plan();
    }

    /** The lag time is shorter than the session, so the leader asks for its shrink long before another one is elected. */
    private static DirectedPlan optimisticShrink() {
        return cutOffLeader(Schedule.of(
                        "optimistic-shrink",
                        "The leader is cut off from its peers and ZooKeeper, not from its clients, until another one is elected.")
                .broker("replica.lag.time.max.ms", "1000"));
    }

    private static DirectedPlan readAboveHighWatermark() {
        return cutOffLeader(Schedule.of(
                "read-above-high-watermark",
                "The leader is cut off from its peers and ZooKeeper; clients go on writing to it and reading from it until another"
                        + " one is elected."));
    }

    private static DirectedPlan cutOffLeader(Schedule schedule) {
        return schedule.first("cut-peers", hold(new Cut.Isolate(LEADER, Cut.From.PEERS)))
                .after("cut-peers", 0, "cut-zookeeper", hold(new Cut.Isolate(hitBy("cut-peers"), Cut.From.ZOOKEEPER)))
                .when(new Trigger.LeaderChanged(PARTITION), 1_500, "hear-peers", discard("cut-peers"))
                .after("hear-peers", 0, "hear-zookeeper", discard("cut-zookeeper"))
                .plan();
    }

    /** Sends that were appended before the ISR shrank wait; a broker that looks again must not acknowledge them. */
    private static DirectedPlan successAfterShrink() {
        return Schedule.of(
                        "success-after-shrink",
                        "What the leader answers to its followers' fetches is held until both have left the ISR, while clients"
                                + " write.")
                .first("hold-fetches", hold(new Target.InSyncFollowers(PARTITION), LEADER, Direction.ANSWER))
                .when(new Trigger.IsrSize(PARTITION, 1), 1_000, "let-fetch", discard("hold-fetches"))
                .plan();
    }
}
