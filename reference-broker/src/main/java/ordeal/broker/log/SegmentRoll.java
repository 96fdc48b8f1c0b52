package ordeal.broker.log;

import ordeal.broker.config.TopicSettings;

/** When the active segment is closed and another one begun. An empty segment never is. */
final class SegmentRoll {
    private SegmentRoll() {}

    /**
     * Whether a batch must go into a new segment.
     *
     * @param pendingBytes what will be appended to the active segment before the batch
     * @param next the batch
     */
    static boolean due(SegmentView active, int pendingBytes, BatchHeader next, long nowMs, TopicSettings settings) {
        long size = (long) active.sizeBytes() + pendingBytes;
        if (size == 0) {
            return false;
        }
        return size + next.sizeBytes() > settings.segmentBytes()
                || ageMs(active, next.maxTimestampMs(), nowMs) > settings.segmentMs()
                || active.indexFull()
                || next.lastOffset() - active.baseOffset() > Integer.MAX_VALUE;
    }

    /** By the records' own time where they have one, else by the clock. */
    private static long ageMs(SegmentView active, long timestampMs, long nowMs) {
        return active.firstTimestampMs() >= 0 ? timestampMs - active.firstTimestampMs() : nowMs - active.createdMs();
    }
}
