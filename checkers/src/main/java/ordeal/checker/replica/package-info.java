/**
 * What a broker left on its disk: segments, epoch checkpoint and high-watermark checkpoint of every partition, in Kafka's formats.
 *
 * <p>May depend on: {@code ordeal.checker.run}, the history's payloads and values, {@code ordeal.checker.compact}, kafka-clients' record
 * classes, {@code java.nio.file} for reading. Threading: single-threaded.
 */
@org.jspecify.annotations.NullMarked
package ordeal.checker.replica;
