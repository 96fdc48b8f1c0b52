package ordeal.harness.report.series;

/**
 * One send on the latency scatter.
 *
 * @param intendedNanos when the schedule wanted it, on the run's clock
 * @param latencyNanos from the intended time to its end; to the end of the history for an open one
 * @param end how it ended
 */
public record SendPoint(long intendedNanos, long latencyNanos, SendEnd end) {}
