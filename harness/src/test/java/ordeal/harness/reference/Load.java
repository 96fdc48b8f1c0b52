package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Idempotent producers with acks=all, one for each codec, that send to all partitions of a topic; and what became of each record. */
final class Load {
    static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    private static final int RECORDS_AT_ONCE = 20;
    private static final long PAUSE_MS = 15;

    private final String bootstrapServers;
    private final String topic;
    private final int partitions;
    private final Set<String> sent = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, SortedMap<Long, String>> acknowledged = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private volatile boolean stopped;

    Load(String bootstrapServers, String topic, int partitions) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.partitions = partitions;
    }

    void start() {
        for (String codec : CODECS) {
            threads.add(Thread.ofPlatform().name("load-" + codec).start(() -> produce(codec)));
        }
    }

    /** Sends no more and waits until everything under way is decided. */
    void stop() throws InterruptedException {
        stopped = true;
        for (Thread thread : threads) {
            thread.join();
        }
        synchronized (failures) {
            assertThat(failures).isEmpty();
        }
    }

    private void produce(String codec) {
        Map<String, Object> properties = Map.of(
                "bootstrap.servers", bootstrapServers,
                "acks", "all",
                "compression.type", codec,
                "linger.ms", 5,
                "request.timeout.ms", 2000,
                "delivery.timeout.ms", 12_000,
                "retry.backoff.ms", 50);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; !stopped; number++) {
                send(producer, codec, number);
                if (number % RECORDS_AT_ONCE == 0) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
                }
            }
        } catch (InterruptedException | RuntimeException e) {
            synchronized (failures) {
                failures.add(e);
            }
        }
    }

    /** Up to 400 characters that compress to about half. */
    private static String text(int number) {
        byte[] bytes = new byte[1 + number % 200];
        new Random(number).nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private void send(KafkaProducer<byte[], byte[]> producer, String codec, int number) {
        String value = codec + "-" + number + "-" + text(number);
        sent.add(value);
        var _ = producer.send(
                new ProducerRecord<>(
                        topic,
                        number % partitions,
                        codec.getBytes(StandardCharsets.UTF_8),
                        value.getBytes(StandardCharsets.UTF_8)),
                (metadata, failure) -> {
                    // Whatever fails may have happened: such a record is one of those that were sent, and no more.
                    if (failure == null) {
                        acknowledged
                                .computeIfAbsent(
                                        new TopicPartition(metadata.topic(), metadata.partition()),
                                        _ -> new ConcurrentSkipListMap<>())
                                .put(metadata.offset(), value);
                    }
                });
    }

    /** How many records were acknowledged so far. */
    int acknowledgedCount() {
        return acknowledged.values().stream().mapToInt(Map::size).sum();
    }

    /** The acknowledged records of a partition by offset. */
    SortedMap<Long, String> acknowledged(int partition) {
        return acknowledged.getOrDefault(new TopicPartition(topic, partition), new TreeMap<>());
    }

    /** Every record that may have happened. */
    Set<String> sent() {
        return sent;
    }
}
