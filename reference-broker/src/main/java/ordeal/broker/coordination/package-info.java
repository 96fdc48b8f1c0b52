/**
 * ZooKeeper as the broker uses it: the port, where every znode lies and what it holds, and a broker's own registration. The adapter
 * to the real client is in {@code coordination.zookeeper}.
 *
 * <p>May depend on: {@code port}, {@code journal}, Jackson's tree model, Kafka's {@code Uuid} and {@code TopicPartition}.
 * Threading: every callback and every completion of a future happens on the broker's event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.coordination;
