package ordeal.broker.rules;

/** When a replica counts as in sync, when it leaves the ISR and when it may join (KIP-16, KIP-497, KAFKA-7128). */
public final class InSyncReplicas {
    private InSyncReplicas() {}

    /**
     * How many in-sync replicas are needed for anything to be committed: {@code min.insync.replicas}, but never more than there are
     * replicas.
     */
    public static int required(int minInsyncReplicas, int replicaCount) {
        return Math.min(minInsyncReplicas, replicaCount);
    }

    /**
     * Whether a replica has caught up.
     *
     * @param logEndOffset as its last fetch showed it
     * @param leaderEndOffset the leader's log end offset now
     * @param lastCaughtUpNanos when it had last fetched everything there was
     */
    public static boolean caughtUp(
            long logEndOffset, long leaderEndOffset, long lastCaughtUpNanos, long nowNanos, long lagTimeMaxNanos) {
        return logEndOffset == leaderEndOffset || nowNanos - lastCaughtUpNanos <= lagTimeMaxNanos;
    }

    /**
     * When a replica had last fetched everything there was, after a fetch.
     *
     * @param fetchOffset where the fetch began: the replica's log end offset
     * @param leaderEndOffset the leader's log end offset now
     * @param before the result after the fetch before
     * @param lastFetchLeaderEndOffset the leader's log end offset at the fetch before
     * @param lastFetchNanos when the fetch before was
     */
    public static long lastCaughtUpNanos(
            long fetchOffset,
            long leaderEndOffset,
            long nowNanos,
            long before,
            long lastFetchLeaderEndOffset,
            long lastFetchNanos) {
        if (fetchOffset >= leaderEndOffset) {
            return Math.max(before, nowNanos);
        }
        return fetchOffset >= lastFetchLeaderEndOffset ? Math.max(before, lastFetchNanos) : before;
    }

    /**
     * Whether a replica outside the ISR may join: it must hold everything that is committed, and have reached the leader's epoch,
     * for what lies before the epoch's start may be committed without this leader's high watermark showing it yet (KAFKA-7128).
     *
     * @param alive whether the broker is registered, as far as this leader knows
     */
    public static boolean mayJoin(long logEndOffset, long highWatermark, long leaderEpochStartOffset, boolean alive) {
        return alive && logEndOffset >= highWatermark && logEndOffset >= leaderEpochStartOffset;
    }
}
