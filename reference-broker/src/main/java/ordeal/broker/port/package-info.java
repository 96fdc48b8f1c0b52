/**
 * Ports of the core that belong to no single part of it: time and tasks, and the way to other brokers.
 *
 * <p>May depend on: Kafka's message classes. Threading: every callback runs on the event loop of the broker that asked.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.port;
