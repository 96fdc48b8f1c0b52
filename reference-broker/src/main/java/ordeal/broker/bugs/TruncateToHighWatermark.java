package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A new follower cuts its log to its own high watermark, which trails the leader's by a fetch, as Kafka did before KIP-101
 * (KAFKA-1211): if the leader dies before the follower has fetched again, what was cut is gone although it was committed.
 *
 * <p>Schedule: the follower hears nothing of the leader, which is killed; the next one is killed as soon as the follower has cut.
 */
final class TruncateToHighWatermark extends ReplicationRules {
    @Override
    public long resumeAt(long logEndOffset, long highWatermark, boolean hasEpochs) {
        return highWatermark;
    }
}
