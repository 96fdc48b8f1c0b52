package ordeal.harness.report.series;

/**
 * A stretch of a lane that belongs to one broker.
 *
 * @param broker the broker's id
 * @param fromNanos when it begins
 * @param toNanos when it ends
 */
public record LaneSpan(int broker, long fromNanos, long toNanos) {}
