package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Stock clients with settings that suit short tests, and the memory of what the cluster has acknowledged to them. */
final class Client {
    private static final long PATIENCE_MS = 20_000;
    private static final short ALL_BROKERS = 3;

    private final String bootstrapServers;
    private final String name;
    private final Acknowledged acknowledged = new Acknowledged();

    Client(String bootstrapServers, String name) {
        this.bootstrapServers = bootstrapServers;
        this.name = name;
    }

    /** A topic's name that no other client uses. */
    String topic(String what) {
        return name + "-" + what;
    }

    Admin admin() {
        return Admin.create(properties(Map.of(
                "retry.backoff.ms", 20, "request.timeout.ms", 10_000, "default.api.timeout.ms", (int) PATIENCE_MS)));
    }

    /** A producer with acks=all that does not wait for batches to fill, and is patient. */
    KafkaProducer<byte[], byte[]> producer(Map<String, Object> settings) {
        Map<String, Object> properties = properties(Map.of("acks", "all", "retry.backoff.ms", 20));
        properties.putAll(settings);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** A consumer without a group that complains about offsets that are not there. */
    KafkaConsumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> properties = properties(Map.of(
                "enable.auto.commit", "false",
                "auto.offset.reset", "none",
                "allow.auto.create.topics", "false",
                "fetch.max.wait.ms", 100));
        properties.putAll(settings);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private Map<String, Object> properties(Map<String, Object> settings) {
        Map<String, Object> properties = new HashMap<>(settings);
        properties.put("bootstrap.servers", bootstrapServers);
        return properties;
    }

    /** Creates a topic on all brokers and waits until they know it. */
    String create(String what, int partitions, Map<String, String> configs) throws Exception {
        NewTopic topic = new NewTopic(topic(what), Optional.of(partitions), Optional.of(ALL_BROKERS)).configs(configs);
        return create(topic);
    }

    /** The same for a topic given in full. */
    String create(NewTopic topic) throws Exception {
        try (Admin admin = admin()) {
            get(admin.createTopics(List.of(topic)).all());
        }
        awaitInSync(topic.name());
        return topic.name();
    }

    /** Waits until every replica of a topic is in its ISR. */
    void awaitInSync(String topic) throws Exception {
        try (Admin admin = admin()) {
            Eventually.holds(
                    topic + " is in sync",
                    () -> describe(admin, topic).map(Client::inSync).orElse(false));
        }
    }

    private static boolean inSync(TopicDescription topic) {
        return topic.partitions().stream()
                .allMatch(partition -> partition.leader() != null
                        && partition.isr().size() == partition.replicas().size());
    }

    /** A topic as the broker knows it that happens to be asked; empty when it knows none of that name. */
    static Optional<TopicDescription> describe(Admin admin, String topic) throws Exception {
        try {
            return Optional.of(of(get(admin.describeTopics(List.of(topic)).allTopicNames()), topic));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Sends records, waits for their acknowledgements and remembers them. */
    List<RecordMetadata> send(KafkaProducer<byte[], byte[]> producer, List<ProducerRecord<byte[], byte[]>> records)
            throws Exception {
        List<Future<RecordMetadata>> futures = new ArrayList<>();
        records.forEach(record -> futures.add(producer.send(record)));
        producer.flush();
        List<RecordMetadata> all = new ArrayList<>();
        for (int i = 0; i < records.size(); i++) {
            RecordMetadata metadata = get(futures.get(i));
            acknowledged.add(records.get(i), metadata);
            all.add(metadata);
        }
        return all;
    }

    /** The same with a producer of its own. */
    List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = producer(Map.of())) {
            return send(producer, records);
        }
    }

    /** Every acknowledged record of a topic that is still there must be where the cluster said, as it was sent. */
    void readBack() {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(Map.of())) {
            acknowledged.readBack(consumer);
        }
    }

    /** A topic is gone, and its records with it. */
    void forget(String topic) {
        acknowledged.forget(topic);
    }

    /** What a result says of one of the things that were asked about. */
    static <K, V> V of(Map<K, V> results, K key) {
        return Objects.requireNonNull(results.get(key), () -> "nothing was said of " + key);
    }

    /** The result, once it is there. */
    static <T> T get(Future<T> future) throws Exception {
        return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    static <T> T get(KafkaFuture<T> future) throws Exception {
        return future.get(PATIENCE_MS, TimeUnit.MILLISECONDS);
    }

    /** Why it failed; fails itself when there was no failure. */
    static Throwable failureOf(KafkaFuture<?> future) {
        return unwrapped(catchThrowable(() -> get(future)));
    }

    static Throwable failureOf(Future<?> future) {
        return unwrapped(catchThrowable(() -> get(future)));
    }

    private static Throwable unwrapped(Throwable thrown) {
        assertThat(thrown).isInstanceOf(ExecutionException.class);
        Throwable cause = thrown.getCause();
        return cause == null ? thrown : cause;
    }
}
