/**
 * Idempotent producers: which batches of a producer a partition has seen, and where producer ids come from (KIP-98).
 *
 * <p>May depend on: {@code coordination}, {@code port}, {@code rules}. Threading: the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.producer;
