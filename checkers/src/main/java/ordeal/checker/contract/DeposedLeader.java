package ordeal.checker.contract;

import java.util.List;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * How long after an election the leader before it may have gone on acknowledging. It learns of its successor from the controller, at
 * once; but not while a fault keeps the two apart: one that hit it, the controller that elected the other, or ZooKeeper. A leader that
 * was dead meanwhile acknowledged nothing.
 */
final class DeposedLeader {
    /** How long after a fault what it held back may still be under way. */
    private static final long ARRIVAL_NANOS = 1_000_000_000L;

    private final ClusterTimeline timeline;
    private final RunClock clock;
    private final List<FaultRecord> faults;

    DeposedLeader(ClusterTimeline timeline, RunClock clock, List<FaultRecord> faults) {
        this.timeline = timeline;
        this.clock = clock;
        this.faults = List.copyOf(faults);
    }

    /** Until when the leader before this election may have taken a send; {@link Long#MAX_VALUE} where the fault was never healed. */
    long actsUntil(int leader, PartitionState elected) {
        long electedNanos = clock.nanosAt(elected.epochMs());
        int controller = timeline.controllerAt(elected.zxid()).orElse(-1);
        long until = electedNanos + RunClock.SLACK_NANOS;
        for (FaultRecord fault : faults) {
            boolean happened = fault.injectedNanos() >= 0;
            if (happened
                    && fault.injectedNanos() <= electedNanos + ARRIVAL_NANOS
                    && electedNanos <= overAt(fault)
                    && keepsApart(fault, leader, controller)) {
                until = Math.max(until, overAt(fault));
            }
        }
        return until;
    }

    private static long overAt(FaultRecord fault) {
        return fault.healedNanos() < 0 ? Long.MAX_VALUE : fault.healedNanos() + ARRIVAL_NANOS;
    }

    private static boolean keepsApart(FaultRecord fault, int leader, int controller) {
        boolean leaderHit = fault.targets().contains("broker-" + leader);
        if (leaderHit && fault.killsBrokers()) {
            return false;
        }
        return leaderHit
                || fault.targets().isEmpty()
                || fault.targets().stream()
                        .anyMatch(target -> target.equals("broker-" + controller) || target.startsWith("zookeeper"));
    }
}
