package ordeal.broker.rules;

import java.util.List;

/**
 * How far a partition is committed, as its leader reckons it: the smallest end of all logs that count. KIP-497 (a replica that is
 * being added counts already, one that is being removed counts still) and KAFKA-15583 (nothing is committed while too few
 * replicas are in sync).
 */
public final class HighWatermark {
    private HighWatermark() {}

    /**
     * A replica other than the leader.
     *
     * @param logEndOffset as its last fetch showed it; -1 when it has not fetched from this leader yet
     * @param inMaximalIsr whether it is in the ISR, or about to be added, or about to be removed
     * @param aboutToJoin whether it is outside, alive, and caught up
     */
    public record Replica(long logEndOffset, boolean inMaximalIsr, boolean aboutToJoin) {
        boolean counts() {
            return inMaximalIsr || aboutToJoin;
        }
    }

    /**
     * The high watermark after something has changed. It never goes back.
     *
     * @param current the high watermark so far
     * @param leaderEndOffset end of what counts in the leader's own log
     * @param others all other replicas
     * @param committedIsrSize size of the ISR that is in force
     * @param requiredIsrSize see {@link InSyncReplicas#required}
     */
    public static long advance(
            long current, long leaderEndOffset, List<Replica> others, int committedIsrSize, int requiredIsrSize) {
        if (committedIsrSize < requiredIsrSize) {
            return current;
        }
        long smallest = leaderEndOffset;
        for (Replica replica : others) {
            if (replica.counts() && replica.logEndOffset() < smallest) {
                smallest = replica.logEndOffset();
            }
        }
        return Math.max(current, smallest);
    }
}
