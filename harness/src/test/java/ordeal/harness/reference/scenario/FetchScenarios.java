package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;

/** Fetch. */
final class FetchScenarios {
    private static final int COUNT = 300;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PROMPT = Duration.ofSeconds(5);

    private final Client client;

    FetchScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("consumers read from wherever they want, over many segments", this::seeks);
        scenarios.put("fetches smaller than a batch still give one", this::givesOneBatchAtLeast);
        scenarios.put("what is committed is all that was acknowledged", this::readsCommitted);
        scenarios.put("an offset that is not there is refused", this::refusesOffsetsOutOfRange);
        scenarios.put("a waiting fetch is answered when there is something", this::wakesWaitingFetches);
        scenarios.put("a fetch that waits for more is answered in time", this::answersFetchesThatWaitInVain);
    }

    private TopicPartition filled(String what) throws Exception {
        String topic = client.create(what, 1, Map.of("segment.bytes", "8192", "index.interval.bytes", "512"));
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("batch.size", 1500, "linger.ms", 20, "compression.type", "lz4"))) {
            client.send(producer, Records.series(topic, 0, COUNT));
        }
        return new TopicPartition(topic, 0);
    }

    private static List<Long> from(int offset) {
        return LongStream.range(offset, COUNT).boxed().toList();
    }

    private void seeks() throws Exception {
        TopicPartition partition = filled("sought");
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            assertThat(consumer.position(partition)).isZero();
            assertThat(Records.offsets(Records.read(consumer, COUNT))).isEqualTo(from(0));
            for (int offset : new int[] {1, 17, 150, 151, COUNT - 1}) {
                consumer.seek(partition, offset);
                assertThat(Records.offsets(Records.read(consumer, COUNT - offset)))
                        .isEqualTo(from(offset));
            }
            consumer.seekToEnd(List.of(partition));
            assertThat(consumer.position(partition)).isEqualTo(COUNT);
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
        }
    }

    private void givesOneBatchAtLeast() throws Exception {
        TopicPartition partition = filled("tiny-fetches");
        Map<String, Object> tiny = Map.of("max.partition.fetch.bytes", 1, "fetch.max.bytes", 1, "max.poll.records", 7);
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(tiny)) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
            long deadlineNanos = Eventually.deadlineNanos();
            while (read.size() < COUNT) {
                var polled = consumer.poll(Duration.ofMillis(200));
                assertThat(polled.count()).isLessThanOrEqualTo(7);
                polled.forEach(read::add);
                assertThat(System.nanoTime() - deadlineNanos).isNegative();
            }
            assertThat(Records.offsets(read)).isEqualTo(from(0));
        }
    }

    private void readsCommitted() throws Exception {
        TopicPartition partition = filled("committed");
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("isolation.level", "read_committed"))) {
            consumer.assign(List.of(partition));
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, (long) COUNT);
            consumer.seekToBeginning(List.of(partition));
            assertThat(Records.offsets(Records.read(consumer, COUNT))).isEqualTo(from(0));
        }
    }

    private void refusesOffsetsOutOfRange() throws Exception {
        TopicPartition partition = filled("out-of-range");
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, COUNT + 1L);
            assertThatThrownBy(() -> consumer.poll(PATIENCE))
                    .isInstanceOfSatisfying(
                            OffsetOutOfRangeException.class,
                            failure -> assertThat(failure.offsetOutOfRangePartitions())
                                    .containsOnlyKeys(partition));
            // The near miss: the end itself is in range.
            consumer.seek(partition, COUNT);
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
        }
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("auto.offset.reset", "earliest"))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, COUNT + 1L);
            assertThat(Records.offsets(Records.read(consumer, COUNT))).isEqualTo(from(0));
        }
    }

    private void wakesWaitingFetches() throws Exception {
        String topic = client.create("awaited", 1, Map.of());
        TopicPartition partition = new TopicPartition(topic, 0);
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("fetch.max.wait.ms", 6_000));
                KafkaProducer<byte[], byte[]> producer = client.producer(Map.of())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
            client.send(producer, Records.series(topic, 0, 1));
            assertThat(consumer.poll(PROMPT)).hasSize(1);
        }
    }

    private void answersFetchesThatWaitInVain() throws Exception {
        TopicPartition partition = filled("waited-in-vain");
        try (KafkaConsumer<byte[], byte[]> consumer =
                client.consumer(Map.of("fetch.min.bytes", 10_000_000, "fetch.max.wait.ms", 200))) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, 0);
            assertThat(Records.offsets(Records.read(consumer, COUNT))).isEqualTo(from(0));
        }
    }
}
