package ordeal.harness.report.series;

import ordeal.checker.history.Phase;

/**
 * A stretch of the run and the sends intended in it.
 *
 * @param phase which one
 * @param fromNanos when it began
 * @param toNanos when the next one began, or the history ended
 * @param offered how many sends the schedule wanted in it
 * @param latency the latencies of the acknowledged ones
 */
public record PhaseLoad(Phase phase, long fromNanos, long toNanos, long offered, LatencySummary latency) {}
