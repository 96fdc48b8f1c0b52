package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A new follower cuts its log to its own high watermark, as before KIP-101, and its logs are not compared by epochs when it fetches, which
 * would cover for it. What it holds below its high watermark is never questioned, though a leader that has lost it has
 * given the same offsets to other records: a silent fork.
 *
 * <p>Schedule: all replicas lose what they had not synced, each to another end; the one with the shortest log leads and writes beyond
 * the end of the others before these are back.
 */
final class TruncateToHighWatermarkForks extends ReplicationRules {
    @Override
    public long resumeAt(long logEndOffset, long highWatermark, boolean hasEpochs) {
        return highWatermark;
    }

    @Override
    public boolean diverges(int lastFetchedEpoch, long fetchOffset, int leaderEpoch, long leaderEndOffset) {
        return false;
    }
}
