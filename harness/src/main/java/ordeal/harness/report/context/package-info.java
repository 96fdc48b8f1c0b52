/**
 * What happened around a witness: cluster events and the brokers' own log lines. Reads the brokers' log files in the run folder,
 * streaming, with a bound on what is kept. And the known bugs of the system under test that they show.
 *
 * <p>May depend on: {@code report.series}, {@code system}, the checkers' evidence and verdict. Not thread-safe.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.context;
