package ordeal.broker.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.config.TopicSettings;
import org.junit.jupiter.api.Test;

/** {@link SegmentRoll}, {@link Retention} and {@link FlushPolicy}. */
class RulesTest {
    private static final TopicSettings SETTINGS = settings(1000, 60_000, -1, -1, Long.MAX_VALUE, Long.MAX_VALUE);

    private record View(
            long baseOffset,
            int sizeBytes,
            long createdMs,
            long firstTimestampMs,
            long largestTimestampMs,
            boolean indexFull)
            implements SegmentView {
        @Override
        public long offsetOfLargestTimestamp() {
            return baseOffset;
        }
    }

    private static TopicSettings settings(
            int segmentBytes, long segmentMs, long retentionMs, long retentionBytes, long flushMessages, long flushMs) {
        return new TopicSettings(
                segmentBytes,
                segmentMs,
                80,
                100,
                retentionMs,
                retentionBytes,
                0,
                flushMessages,
                flushMs,
                500,
                false,
                1,
                false);
    }

    private static BatchHeader batch(long lastOffset, int sizeBytes, long timestampMs) {
        return new BatchHeader(lastOffset, lastOffset, sizeBytes, 0, (byte) 2, timestampMs, -1, (short) -1, -1);
    }

    private static boolean rolls(View active, int pendingBytes, BatchHeader next, long nowMs) {
        return SegmentRoll.due(active, pendingBytes, next, nowMs, SETTINGS);
    }

    @Test
    void aSegmentIsClosedWhenABatchWouldMakeItTooLarge() {
        View active = new View(0, 900, 0, 0, 0, false);
        assertThat(rolls(active, 0, batch(5, 100, 0), 0)).isFalse();
        assertThat(rolls(active, 0, batch(5, 101, 0), 0)).isTrue();
        assertThat(rolls(active, 1, batch(5, 100, 0), 0)).isTrue();
    }

    @Test
    void anEmptySegmentIsNeverClosed() {
        assertThat(rolls(new View(0, 0, 0, -1, -1, true), 0, batch(5, 2000, 0), 99_999_999))
                .isFalse();
    }

    @Test
    void ageIsCountedByTheRecordsOwnTime() {
        View active = new View(0, 10, 0, 500, 500, false);
        assertThat(rolls(active, 0, batch(5, 10, 60_500), 0)).isFalse();
        assertThat(rolls(active, 0, batch(5, 10, 60_501), 0)).isTrue();
        assertThat(rolls(active, 0, batch(5, 10, 500), 99_999_999)).isFalse();
    }

    @Test
    void ageIsCountedByTheClockWhenRecordsHaveNoTime() {
        View active = new View(0, 10, 1000, -1, -1, false);
        assertThat(rolls(active, 0, batch(5, 10, -1), 61_000)).isFalse();
        assertThat(rolls(active, 0, batch(5, 10, -1), 61_001)).isTrue();
    }

    @Test
    void aSegmentIsClosedWhenItsIndexesOrOffsetsAreUsedUp() {
        assertThat(rolls(new View(0, 10, 0, 0, 0, true), 0, batch(5, 10, 0), 0)).isTrue();
        View active = new View(7, 10, 0, 0, 0, false);
        assertThat(rolls(active, 0, batch(7L + Integer.MAX_VALUE, 10, 0), 0)).isFalse();
        assertThat(rolls(active, 0, batch(8L + Integer.MAX_VALUE, 10, 0), 0)).isTrue();
    }

    private static final List<View> THREE = List.of(
            new View(0, 100, 0, 10, 10, false),
            new View(10, 100, 0, 20, 20, false),
            new View(20, 100, 0, 30, 30, false));

    private static int expired(List<View> segments, long start, long high, long nowMs, long retentionMs, long bytes) {
        TopicSettings settings = settings(1000, 60_000, retentionMs, bytes, Long.MAX_VALUE, Long.MAX_VALUE);
        return Retention.expired(segments, start, high, 30, nowMs, settings);
    }

    @Test
    void nothingGoesWithoutAReason() {
        assertThat(expired(THREE, 0, 30, 999_999, -1, -1)).isZero();
    }

    @Test
    void whatIsBelowTheStartGoes() {
        assertThat(expired(THREE, 9, 30, 0, -1, -1)).isZero();
        assertThat(expired(THREE, 10, 30, 0, -1, -1)).isEqualTo(1);
        assertThat(expired(THREE, 30, 30, 0, -1, -1)).isEqualTo(2);
    }

    @Test
    void whatIsTooOldGoesButNeverPastTheHighWatermark() {
        assertThat(expired(THREE, 0, 30, 15, 5, -1)).isZero();
        assertThat(expired(THREE, 0, 30, 16, 5, -1)).isEqualTo(1);
        assertThat(expired(THREE, 0, 30, 100, 5, -1)).isEqualTo(3);
        assertThat(expired(THREE, 0, 29, 100, 5, -1)).isEqualTo(2);
        assertThat(expired(THREE, 0, 19, 100, 5, -1)).isEqualTo(1);
        assertThat(expired(THREE, 0, 9, 100, 5, -1)).isZero();
    }

    @Test
    void anEmptyActiveSegmentStays() {
        List<View> segments = List.of(new View(0, 100, 0, 10, 10, false), new View(30, 0, 0, -1, -1, false));
        assertThat(expired(segments, 0, 30, 100, 5, -1)).isEqualTo(1);
    }

    @Test
    void whatIsTooMuchGoesByWholeSegments() {
        assertThat(expired(THREE, 0, 30, 0, -1, 201)).isZero();
        assertThat(expired(THREE, 0, 30, 0, -1, 200)).isEqualTo(1);
        assertThat(expired(THREE, 0, 30, 0, -1, 101)).isEqualTo(1);
        assertThat(expired(THREE, 0, 30, 0, -1, 100)).isEqualTo(2);
    }

    @Test
    void syncsAreDueByCountAndByAge() {
        TopicSettings settings = settings(1000, 60_000, -1, -1, 5, 10);
        assertThat(FlushPolicy.dueByCount(4, settings)).isFalse();
        assertThat(FlushPolicy.dueByCount(5, settings)).isTrue();
        assertThat(FlushPolicy.dueByAge(1, 9_999_999, settings)).isFalse();
        assertThat(FlushPolicy.dueByAge(1, 10_000_000, settings)).isTrue();
        assertThat(FlushPolicy.dueByAge(0, 10_000_000, settings)).isFalse();
    }
}
