package ordeal.nemesis.plan.shipped;

import static ordeal.nemesis.plan.shipped.Schedule.FIRST;
import static ordeal.nemesis.plan.shipped.Schedule.PARTITION;
import static ordeal.nemesis.plan.shipped.Schedule.SECOND;
import static ordeal.nemesis.plan.shipped.Schedule.THIRD;
import static ordeal.nemesis.plan.shipped.Schedule.allInSync;
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

/** Plans for bugs of where logs are cut and compared. */
final class LogBugPlans {
    private static final long SLOW_BYTES_PER_SECOND = 64 * 1024;

    private LogBugPlans() {}

    static List<DirectedPlan> all() {
        return List.of(
                singleStepEpochLookup(), truncateToHighWatermark(), truncateToHighWatermarkFork(), unfencedFetch());
    }

    /**
     * The first replica writes alone, then the second alone; when the first leads again it does not know the second's last epoch. The
     * third is dead all the while. Each record is a batch of its own, for a log that is cut within a batch ends before it, and then the
     * leader's next batch does not fit. The lag time is short, so that the second writes beyond the first one's end even where all is slow:
     * a log that ends below it is not cut at all, and the fork in it shows only as a follower that cannot go on.
     */
    private static DirectedPlan singleStepEpochLookup() {
        return Schedule.of(
                        "single-step-epoch-lookup",
                        "Two replicas are the only survivor in turn and are elected uncleanly; then the one that does not lead"
                                + " comes back.")
                .broker("unclean.leader.election.enable", "true")
                .broker("replica.lag.time.max.ms", "1000")
                .producer("acks", "1")
                .producer("enable.idempotence", "false")
                .producer("batch.size", "0")
                .first("kill-third", new Fault.Kill(THIRD, Restart.LATER))
                .after("kill-third", 0, "kill-second", new Fault.Kill(SECOND, Restart.LATER))
                .when(new Trigger.IsrSize(PARTITION, 1), 0, "kill-first", new Fault.Kill(FIRST, Restart.LATER))
                .after("kill-first", 0, "start-second", new Fault.Start(hitBy("kill-second")))
                .when(leaderIs(SECOND), 2_000, "kill-second-again", new Fault.Kill(SECOND, Restart.LATER))
                .after("kill-second-again", 0, "start-first", new Fault.Start(hitBy("kill-first")))
                .when(leaderIs(FIRST), 300, "start-second-again", new Fault.Start(hitBy("kill-second-again")))
                .when(leaderIs(FIRST), 0, "start-third", new Fault.Start(hitBy("kill-third")))
                .plan();
    }

    /**
     * Replica 2 fetches slowly, so that each answer holds many records of which it does not know yet that they are committed; then it
     * hears nothing more of replica 0, which dies; replica 1 leads and dies too before replica 2 has fetched from it. Whoever cut its
     * log to its own high watermark meanwhile is elected without what it cut (KIP-101).
     */
    private static DirectedPlan truncateToHighWatermark() {
        return Schedule.of(
                        "truncate-to-high-watermark",
                        "A follower hears nothing for 300 ms, then the leader is killed, and the next leader too, before the"
                                + " follower has fetched from it: the follower is elected cleanly with the log it kept.")
                .first(
                        "slow-first",
                        new Fault.ThrottleLink(
                                new Cut.Dialled(THIRD, FIRST, Direction.ANSWER), SLOW_BYTES_PER_SECOND, 2_000))
                .first("deaf-to-second", hold(THIRD, SECOND, Direction.ANSWER))
                .after("slow-first", 1_000, "deaf-to-first", hold(THIRD, FIRST, Direction.ANSWER))
                .after("deaf-to-first", 300, "kill-first", new Fault.Kill(FIRST, Restart.LATER))
                .when(leaderIs(SECOND), 500, "kill-second", new Fault.Kill(SECOND, Restart.LATER))
                .after("kill-second", 0, "forget-second", discard("deaf-to-second"))
                .after("kill-second", 0, "forget-first", discard("deaf-to-first"))
                .when(leaderIs(THIRD), 300, "start-second", new Fault.Start(hitBy("kill-second")))
                .when(leaderIs(THIRD), 0, "start-first", new Fault.Start(hitBy("kill-first")))
                .plan();
    }

    /**
     * The cluster loses power, and the second replica what it had not synced. The third comes back unnoticed and leaves the ISR for that;
     * the second, which is next, leads. The first, with all that the second has lost, comes back when the second has written beyond its
     * end. Each record is a batch of its own, so that the first one's end is the beginning of a batch of the second.
     */
    private static DirectedPlan truncateToHighWatermarkFork() {
        return Schedule.of(
                        "truncate-to-high-watermark-fork",
                        "All replicas die, and one loses what it had not synced; it leads and writes beyond the end of another one,"
                                + " which then comes back.")
                .broker("replica.high.watermark.checkpoint.interval.ms", "100")
                .producer("batch.size", "0")
                .first("kill-first", new Fault.Kill(FIRST, Restart.LATER))
                .first("kill-third", new Fault.Kill(THIRD, Restart.LATER))
                .first("cut-second", new Fault.UnsyncedTailLost(SECOND, Restart.LATER))
                .after("cut-second", 0, "start-third", new Fault.Start(hitBy("kill-third")))
                .after("start-third", 500, "start-second", new Fault.Start(hitBy("cut-second")))
                .after("start-second", 4_000, "start-first", new Fault.Start(hitBy("kill-first")))
                .plan();
    }

    /**
     * The third replica hears no controller. It holds a few records of the second's that the first has not fetched when it is elected, and
     * that the second therefore cuts. Then the second leads again, and the third goes on fetching from it at an offset that means other
     * records now.
     */
    private static DirectedPlan unfencedFetch() {
        return Schedule.of(
                        "unfenced-fetch",
                        "A follower hears no controller while the leadership goes from the leader to another one, which has not"
                                + " fetched the last records, and back.")
                .broker("auto.leader.rebalance.enable", "false") // the schedule moves the leadership
                .first("restart-first", new Fault.GracefulRestart(FIRST))
                .when(leaderIs(SECOND), 0, "seat-controller", new Fault.SeatController(SECOND))
                .when(allInSync(), 0, "hold-control", hold(SECOND, THIRD, Direction.REQUEST))
                .after("hold-control", 100, "deafen-first", hold(FIRST, SECOND, Direction.ANSWER))
                .after("deafen-first", 300, "to-first", new Fault.PreferredElection())
                .after("to-first", 0, "hear-second", discard("deafen-first"))
                .after("to-first", 700, "back-to-second", new Fault.GracefulRestart(FIRST))
                .after("back-to-second", 3_000, "hear-control", deliver("hold-control"))
                .plan();
    }
}
