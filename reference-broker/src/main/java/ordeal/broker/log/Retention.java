package ordeal.broker.log;

import java.util.List;
import ordeal.broker.config.TopicSettings;

/**
 * Which segments may go: the oldest ones, one after the other, as long as each lies wholly below the high watermark and is either
 * below the log's start, or too much, or too old.
 */
final class Retention {
    private Retention() {}

    /**
     * How many of the oldest segments may go.
     *
     * @param segments ascending; the last one is active, and goes only when it is not empty
     */
    static int expired(
            List<? extends SegmentView> segments,
            long logStartOffset,
            long highWatermark,
            long logEndOffset,
            long nowMs,
            TopicSettings settings) {
        long excessBytes = excessBytes(segments, settings);
        int count = 0;
        for (SegmentView segment : segments) {
            boolean last = count + 1 == segments.size();
            long end = last ? logEndOffset : segments.get(count + 1).baseOffset();
            if (end > highWatermark || (last && segment.sizeBytes() == 0)) {
                return count;
            }
            boolean below = !last && end <= logStartOffset;
            boolean tooOld = settings.retentionMs() >= 0 && nowMs - timeOf(segment) > settings.retentionMs();
            boolean tooMuch = excessBytes >= segment.sizeBytes();
            if (!below && !tooOld && !tooMuch) {
                return count;
            }
            excessBytes -= segment.sizeBytes();
            count++;
        }
        return count;
    }

    private static long timeOf(SegmentView segment) {
        return segment.largestTimestampMs() >= 0 ? segment.largestTimestampMs() : segment.createdMs();
    }

    private static long excessBytes(List<? extends SegmentView> segments, TopicSettings settings) {
        if (settings.retentionBytes() < 0) {
            return -1;
        }
        long total = 0;
        for (SegmentView segment : segments) {
            total += segment.sizeBytes();
        }
        return total - settings.retentionBytes();
    }
}
