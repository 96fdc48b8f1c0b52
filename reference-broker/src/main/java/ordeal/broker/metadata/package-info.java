/**
 * What this broker was told about the cluster: which brokers there are, who leads which partition.
 *
 * <p>May depend on: Kafka's message classes. Threading: the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.metadata;
