/**
 * The controller: which broker it is, who leads which partition, what every broker is told about it.
 *
 * <p>May depend on: {@code coordination}, {@code rules}, {@code port}, {@code journal}, {@code config}, Kafka's message classes.
 * Threading: the event loop; one event is handled at a time, from its first read of ZooKeeper to its last write.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.controller;
