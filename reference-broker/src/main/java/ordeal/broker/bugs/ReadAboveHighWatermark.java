package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * Clients read to the end of the leader's log instead of to its high watermark, so they see records that may yet be cut. No issue of
 * Kafka's: a guard taken away on purpose.
 *
 * <p>Schedule: the leader is cut off from its peers and ZooKeeper, not from its clients, which read what it appends; another one is
 * elected.
 */
final class ReadAboveHighWatermark extends ReplicationRules {
    @Override
    public long clientReadBound(long highWatermark, long logEndOffset) {
        return logEndOffset;
    }
}
