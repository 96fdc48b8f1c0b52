/**
 * What happened around a witness: cluster events and the brokers' own log lines. Reads the brokers' log files in the run folder,
 * streaming, with a bound on what is kept. Not thread-safe.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.report.context;
