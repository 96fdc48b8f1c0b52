package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A replica joins the ISR when it has reached the leader's high watermark, be it short of the start of the leader's epoch (KAFKA-7128).
 * A new leader's high watermark is behind the one before it, so what lies between may be committed, and the replica does not have it.
 *
 * <p>Schedule: a replica lags and leaves the ISR; the leader is killed while the next one knows of few commits; the replica fetches
 * from the new leader in small pieces.
 */
final class IsrJoinAtHighWatermark extends ReplicationRules {
    @Override
    public boolean mayJoinIsr(long logEndOffset, long highWatermark, long leaderEpochStartOffset, boolean alive) {
        return super.mayJoinIsr(logEndOffset, highWatermark, highWatermark, alive);
    }
}
