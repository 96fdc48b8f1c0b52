package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A new leader answers the question for the latest offset with its high watermark, be it short of the start of its own epoch
 * (KAFKA-2334, KIP-207): less than the leader before it has answered.
 *
 * <p>Schedule: leaders are killed while clients ask for the latest offset.
 */
final class LatestOffsetGoesBack extends ReplicationRules {
    @Override
    public boolean endMayBeStale(long highWatermark, long epochStartOffset) {
        return false;
    }
}
