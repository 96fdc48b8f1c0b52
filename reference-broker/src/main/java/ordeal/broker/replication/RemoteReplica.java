package ordeal.broker.replication;

import ordeal.broker.rules.InSyncReplicas;
import ordeal.broker.rules.RequestFencing;

/** What a leader knows of a follower, from its fetches in this leader epoch. */
final class RemoteReplica {
    /** Stands for: it has not fetched in this epoch. */
    static final long UNKNOWN = -1;

    private final int brokerId;
    private long logEndOffset = UNKNOWN;
    private long lastFetchNanos;
    private long lastFetchLeaderEndOffset = UNKNOWN;
    private long lastCaughtUpNanos;
    private int fetchLeaderEpoch = -1;
    private long brokerEpoch = RequestFencing.NO_BROKER_EPOCH;

    /**
     * A follower that has not fetched yet.
     *
     * @param lastCaughtUpNanos now for a member of the ISR, which gets its time to fetch; far back for others
     */
    RemoteReplica(int brokerId, long lastCaughtUpNanos) {
        this.brokerId = brokerId;
        this.lastCaughtUpNanos = lastCaughtUpNanos;
        this.lastFetchNanos = lastCaughtUpNanos;
    }

    int brokerId() {
        return brokerId;
    }

    long logEndOffset() {
        return logEndOffset;
    }

    long lastCaughtUpNanos() {
        return lastCaughtUpNanos;
    }

    /** The leader epoch that its last fetch carried. */
    int fetchLeaderEpoch() {
        return fetchLeaderEpoch;
    }

    /** The broker epoch that its last fetch carried. */
    long brokerEpoch() {
        return brokerEpoch;
    }

    void fetched(long fetchOffset, long leaderEndOffset, int leaderEpoch, long followerBrokerEpoch, long nowNanos) {
        lastCaughtUpNanos = InSyncReplicas.lastCaughtUpNanos(
                fetchOffset, leaderEndOffset, nowNanos, lastCaughtUpNanos, lastFetchLeaderEndOffset, lastFetchNanos);
        logEndOffset = fetchOffset;
        lastFetchLeaderEndOffset = Math.max(lastFetchLeaderEndOffset, leaderEndOffset);
        lastFetchNanos = nowNanos;
        fetchLeaderEpoch = leaderEpoch;
        brokerEpoch = followerBrokerEpoch;
    }

    boolean caughtUp(long leaderEndOffset, long nowNanos, long lagTimeMaxNanos) {
        return InSyncReplicas.caughtUp(logEndOffset, leaderEndOffset, lastCaughtUpNanos, nowNanos, lagTimeMaxNanos);
    }
}
