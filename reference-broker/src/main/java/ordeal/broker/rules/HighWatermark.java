package ordeal.broker.rules;

import java.util.List;

/**
 * How far a partition is committed, as its leader reckons it: the smallest end of all logs that count. KIP-497 (a replica that is
 * being added counts already, one that is being removed counts still) and KAFKA-15583 (nothing is committed while too few
 * replicas are in sync).
 */
public final class HighWatermark {
    private HighWatermark() {}

    /** What a replica is to the ISR, as its leader knows it. */
    public enum Membership {
        /** In the ISR in force, and to stay. */
        MEMBER,
        /** Not in the ISR in force; the leader has asked for it to be added. */
        JOINING,
        /** In the ISR in force; the leader has asked for it to be removed. */
        LEAVING,
        /** Outside. */
        OUTSIDE
    }

    /**
     * A replica other than the leader.
     *
     * @param logEndOffset as its last fetch showed it; -1 when it has not fetched from this leader yet
     * @param caughtUp of one outside: whether it is alive and has caught up, so that it may ask to join at any moment
     */
    public record Replica(long logEndOffset, Membership membership, boolean caughtUp) {}

    /** Whether a replica holds the high watermark back: a member of the maximal ISR does, and so does one that is about to join. */
    public static boolean counts(Replica replica) {
        return switch (replica.membership()) {
            case MEMBER, JOINING, LEAVING -> true;
            case OUTSIDE -> replica.caughtUp();
        };
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
            if (counts(replica) && replica.logEndOffset() < smallest) {
                smallest = replica.logEndOffset();
            }
        }
        return Math.max(current, smallest);
    }
}
