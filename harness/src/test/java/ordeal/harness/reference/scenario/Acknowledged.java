package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Records that the cluster has acknowledged, where it said that they are. */
final class Acknowledged {
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<TopicPartition, SortedMap<Long, ProducerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();

    void add(ProducerRecord<byte[], byte[]> record, RecordMetadata where) {
        TopicPartition partition = new TopicPartition(where.topic(), where.partition());
        if (where.hasOffset()) {
            ProducerRecord<byte[], byte[]> before =
                    records.computeIfAbsent(partition, _ -> new TreeMap<>()).put(where.offset(), record);
            assertThat(before)
                    .as("what was acknowledged before at " + partition + " offset " + where.offset())
                    .isNull();
        }
    }

    void forget(String topic) {
        records.keySet().removeIf(partition -> partition.topic().equals(topic));
    }

    /** Reads every partition from its first acknowledged record to its last. */
    void readBack(KafkaConsumer<byte[], byte[]> consumer) {
        consumer.assign(records.keySet());
        records.forEach((partition, sent) -> consumer.seek(partition, sent.firstKey()));
        Map<TopicPartition, SortedMap<Long, ProducerRecord<byte[], byte[]>>> missing = new LinkedHashMap<>();
        records.forEach((partition, sent) -> missing.put(partition, new TreeMap<>(sent)));
        Map<TopicPartition, Long> next = new LinkedHashMap<>();
        long deadlineNanos = Eventually.deadlineNanos();
        while (!missing.values().stream().allMatch(Map::isEmpty)) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("not read back: " + missing)
                    .isNegative();
            for (ConsumerRecord<byte[], byte[]> read : consumer.poll(POLL)) {
                TopicPartition partition = new TopicPartition(read.topic(), read.partition());
                Long expected = next.put(partition, read.offset() + 1);
                assertThat(read.offset())
                        .as("next offset of " + partition)
                        .isEqualTo(expected == null ? read.offset() : expected);
                ProducerRecord<byte[], byte[]> sent =
                        missing.getOrDefault(partition, new TreeMap<>()).remove(read.offset());
                if (sent != null) {
                    Records.assertSame(read, sent);
                }
            }
        }
    }
}
