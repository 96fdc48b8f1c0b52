package ordeal.harness.report.context;

/**
 * A line of a broker's log.
 *
 * @param nanos when, on the run's clock
 * @param source the broker and the file: {@code broker-1 server.log}
 * @param text the line
 */
public record LogLine(long nanos, String source, String text) {}
