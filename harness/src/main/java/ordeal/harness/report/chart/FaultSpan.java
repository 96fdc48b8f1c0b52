package ordeal.harness.report.chart;

/**
 * A fault as charts shade it.
 *
 * @param label its id
 * @param fromNanos when it had taken hold
 * @param toNanos when it was healed, or the end of what is shown
 */
public record FaultSpan(String label, long fromNanos, long toNanos) {}
