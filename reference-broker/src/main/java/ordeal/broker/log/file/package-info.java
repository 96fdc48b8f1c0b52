/**
 * Logs in files, in Kafka's formats: segments with their indexes, checkpoints, snapshots of producers, and what is needed to open them
 * after a stop of any kind.
 *
 * <p>May depend on: {@code log}, {@code producer}, {@code config}, {@code port}, {@code java.nio}. Threading: the event loop of the
 * broker writes and reads; one thread of this package syncs files to disk and reports back to the loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.log.file;
