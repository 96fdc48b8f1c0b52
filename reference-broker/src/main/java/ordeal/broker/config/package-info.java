/**
 * What a broker and its topics are told, under Kafka's own property names: settings as values, the file they come from, and the topic
 * settings that are kept in ZooKeeper.
 *
 * <p>May depend on: {@code coordination}, {@code port}, Kafka's {@code ConfigDef}. Threading: values; {@code TopicConfigs} belongs
 * to the event loop.
 */
@org.jspecify.annotations.NullMarked
package ordeal.broker.config;
