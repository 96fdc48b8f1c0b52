/**
 * The network: Netty's event loop as the broker's loop, listeners, connections and channels to peers. Bytes become Kafka's messages here
 * and the other way round; record bytes are neither copied nor looked at.
 *
 * <p>May depend on: {@code port}, {@code config}, {@code request}, {@code log.file.FileSlice}, Netty, Kafka's message classes.
 * Threading: everything runs on the one event loop of the broker, the core as well, unless a method says otherwise.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.network;
