/**
 * The protocol journal: what this broker did and believed, one entry after the other. {@link ordeal.broker.journal.Journal} is the
 * port; {@code journal.file} writes it as JSON lines.
 *
 * <p>May depend on: Kafka's {@code TopicPartition}. Threading: the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.journal;
