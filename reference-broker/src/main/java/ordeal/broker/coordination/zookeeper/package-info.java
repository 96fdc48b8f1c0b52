/**
 * The adapter to the ZooKeeper client.
 *
 * <p>May depend on: {@code coordination}, {@code port}, the ZooKeeper client. Threading: the client's own threads hand everything to
 * the broker's event loop, in the order in which it happened; all state belongs to the loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.coordination.zookeeper;
