/**
 * Requests: which APIs a listener offers in which versions, and one handler class for each of them.
 *
 * <p>May depend on: every other part of the core, Kafka's message classes. Threading: the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.request;
