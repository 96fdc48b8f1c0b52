/**
 * The clients of a run: stock Kafka producers on an open-loop schedule, stock consumers by assignment, an admin client that samples
 * end offsets, and the final reads. All of them write what they do and see into the history.
 *
 * <p>May depend on: {@code ordeal.checker.history}, {@code ordeal.checker.Partition}, kafka-clients. Threading: each client has a thread of its own; completions of sends arrive on the
 * producer's I/O thread. They share the clock and the history, both safe for use by many threads, and nothing else.
 */
@org.jspecify.annotations.NullMarked
package ordeal.harness.workload;
