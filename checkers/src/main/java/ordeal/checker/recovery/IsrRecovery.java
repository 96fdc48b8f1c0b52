package ordeal.checker.recovery;

import java.util.List;
import java.util.OptionalLong;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.zookeeper.PartitionState;

/**
 * When a partition got its leader, or its whole ISR, back and kept it as far as the bound reaches: the start of the unbroken stretch that
 * still lasts there. A full ISR at the heal barrier that shrinks later, because the cluster had not noticed a fault
 * yet, is therefore no recovery.
 */
final class IsrRecovery {
    /** What a state must fulfil. */
    @FunctionalInterface
    interface Condition {
        /** Whether this state fulfils it. */
        boolean holds(PartitionState state);
    }

    private final RunClock clock;
    private final long healNanos;
    private final long untilNanos;

    IsrRecovery(RunClock clock, long healNanos, long untilNanos) {
        this.clock = clock;
        this.healNanos = healNanos;
        this.untilNanos = untilNanos;
    }

    /**
     * Since when the condition held as the bound was reached, not before the heal barrier; empty when it did not hold then.
     *
     * @param states all states that count, in order
     */
    OptionalLong since(List<PartitionState> states, Condition condition) {
        long since = Long.MAX_VALUE;
        for (PartitionState state : states) {
            long at = clock.nanosAt(state.epochMs());
            if (at > untilNanos) {
                break;
            }
            if (!condition.holds(state)) {
                since = Long.MAX_VALUE;
            } else if (since == Long.MAX_VALUE) {
                since = Math.max(at, healNanos);
            }
        }
        return since == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(since);
    }
}
