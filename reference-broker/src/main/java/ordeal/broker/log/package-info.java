/**
 * A partition's log: which batches may be appended, which offsets they get, where leader epochs begin, what may be read. The
 * {@link ordeal.broker.log.LogStorage} port keeps the bytes; {@code log.file} does so in segment files in Kafka's format.
 *
 * <p>May depend on: {@code config}, {@code producer}, {@code port}, {@code rules}, Kafka's record classes. Threading: the event loop
 * of the broker; only the synchronisation of files to disk happens elsewhere, and reports back to the loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.log;
