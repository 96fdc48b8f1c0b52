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

/** Plans for bugs of the ISR: who joins it, who may change it, who is elected from it. */
final class IsrBugPlans {
    private IsrBugPlans() {}

    static List<DirectedPlan> all() {
        return List.of(electionOutsideIsr(), isrJoinAtHighWatermark(), pendingExpandIgnored(), unconditionalIsrWrite());
    }

    /** Only the laggard lives while nobody of the ISR does. */
    private static DirectedPlan electionOutsideIsr() {
        return Schedule.of(
                        "election-outside-isr",
                        "A follower's fetches are held until it leaves the ISR; then both ISR members are killed and started again"
                                + " only after the laggard has had time to be elected.")
                .steps(ShippedPlans.killIsrWhileTheLaggardLives())
                .broker("unclean.leader.election.enable", "false")
                .plan();
    }

    /**
     * The second replica's answers come so slowly at last that each is full: what is in the last one it does not know to be committed. The
     * third, which has left the ISR, fetches in pieces of the same size from it, so one of them ends between its high
     * watermark and the start of its epoch.
     */
    private static DirectedPlan isrJoinAtHighWatermark() {
        return Schedule.of(
                        "isr-join-at-high-watermark",
                        "A follower lags and leaves the ISR; the leader is killed while the other one is behind by more than a"
                                + " fetch; the laggard catches up with the new leader in small fetches.")
                .broker("replica.fetch.max.bytes", "16384")
                .first("hold-third", hold(THIRD, FIRST, Direction.ANSWER))
                .when(
                        new Trigger.IsrWithout(PARTITION, THIRD),
                        200,
                        "throttle-second",
                        new Fault.ThrottleLink(new Cut.Dialled(SECOND, FIRST, Direction.ANSWER), 300_000, 3_000))
                .after("throttle-second", 1_200, "kill-first", new Fault.Kill(FIRST, Restart.AFTER_SESSION))
                .after("kill-first", 0, "forget-third", discard("hold-third"))
                .plan();
    }

    /**
     * The first replica is added to the ISR and elected while the leader has not heard that it was added. It is killed and not shut down:
     * while a replica shuts down it goes on fetching, and a leader that asks for it in vain, and does not hear the answer, asks no more. The
     * third lags for a while first, so that the leader has a connection to the controller: it could make none while answers are held.
     */
    private static DirectedPlan pendingExpandIgnored() {
        return Schedule.of(
                        "pending-expand-ignored",
                        "The preferred leader dies and comes back into the ISR, of which the leader is not told; it fetches"
                                + " nothing more, the leader goes on for a moment and is killed.")
                .broker("auto.leader.rebalance.enable", "false")
                .broker("replica.lag.time.max.ms", "1500")
                .first("kill-first", new Fault.Kill(FIRST, Restart.LATER))
                .when(leaderIs(SECOND), 0, "seat-controller", new Fault.SeatController(THIRD))
                .after("seat-controller", 0, "lag-third", hold(THIRD, SECOND, Direction.ANSWER))
                .when(new Trigger.IsrWithout(PARTITION, THIRD), 0, "hear-third", deliver("lag-third"))
                .when(new Trigger.IsrWith(PARTITION, THIRD), 200, "hold-answers", hold(SECOND, THIRD, Direction.ANSWER))
                .after("hold-answers", 0, "start-first", new Fault.Start(hitBy("kill-first")))
                .when(new Trigger.IsrWith(PARTITION, FIRST), 0, "hold-fetches", hold(FIRST, SECOND, Direction.ANSWER))
                .after("hold-fetches", 800, "kill-second", new Fault.Kill(SECOND, Restart.LATER))
                .after("kill-second", 0, "forget-fetches", discard("hold-fetches"))
                .after("kill-second", 0, "forget-answers", discard("hold-answers"))
                .when(leaderIs(FIRST), 0, "start-second", new Fault.Start(hitBy("kill-second")))
                .plan();
    }

    /**
     * The leadership goes back to the first replica, and the second, which is not told, misses its followers. It asks the controller, which
     * it can reach, for an ISR without them.
     */
    private static DirectedPlan unconditionalIsrWrite() {
        return Schedule.of(
                        "unconditional-isr-write",
                        "The leadership moves while what the controller dials to the old leader is held for longer than the lag"
                                + " time.")
                .broker("auto.leader.rebalance.enable", "false") // the schedule moves the leadership
                .first("restart-first", new Fault.GracefulRestart(FIRST))
                .when(leaderIs(SECOND), 0, "seat-controller", new Fault.SeatController(THIRD))
                .when(allInSync(), 0, "hold-control", hold(hitBy("seat-controller"), SECOND, Direction.REQUEST))
                .after("hold-control", 200, "move-leader", new Fault.PreferredElection())
                .after("move-leader", 5_000, "tell", deliver("hold-control"))
                .plan();
    }
}
