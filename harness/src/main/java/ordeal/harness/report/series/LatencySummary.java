package ordeal.harness.report.series;

import org.HdrHistogram.AbstractHistogram;

/**
 * The latencies of acknowledged sends, counted from the intended time. All times in nanoseconds; all 0 for no sends.
 *
 * @param count how many sends
 */
public record LatencySummary(long count, long p50Nanos, long p95Nanos, long p99Nanos, long p999Nanos, long maxNanos) {
    private static final long NANOS_PER_US = 1_000;

    /** The summary of a histogram in microseconds. */
    static LatencySummary of(AbstractHistogram histogramUs) {
        return new LatencySummary(
                histogramUs.getTotalCount(),
                at(histogramUs, 50),
                at(histogramUs, 95),
                at(histogramUs, 99),
                at(histogramUs, 99.9),
                histogramUs.getMaxValue() * NANOS_PER_US);
    }

    private static long at(AbstractHistogram histogramUs, double percentile) {
        return histogramUs.getTotalCount() == 0
                ? 0
                : Math.min(histogramUs.getValueAtPercentile(percentile), histogramUs.getMaxValue()) * NANOS_PER_US;
    }
}
