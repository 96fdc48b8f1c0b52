package ordeal.harness.report.series;

/**
 * A stretch of time on the run's clock.
 *
 * @param fromNanos its first moment
 * @param toNanos its end, later than its first moment
 */
public record TimeRange(long fromNanos, long toNanos) {
    public TimeRange {
        if (toNanos <= fromNanos) {
            throw new IllegalArgumentException("empty range: " + fromNanos + " to " + toNanos);
        }
    }

    /** Whether a moment lies in it. */
    public boolean holds(long nanos) {
        return nanos >= fromNanos && nanos < toNanos;
    }

    /** Whether any part of a stretch lies in it. */
    public boolean overlaps(long otherFromNanos, long otherToNanos) {
        return otherFromNanos < toNanos && otherToNanos >= fromNanos;
    }

    /** The nearest moment in it. */
    public long clamp(long nanos) {
        return Math.clamp(nanos, fromNanos, toNanos);
    }
}
