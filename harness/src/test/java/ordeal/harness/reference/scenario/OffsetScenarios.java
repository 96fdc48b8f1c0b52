package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** ListOffsets: ends, and times, also inside compressed batches. */
final class OffsetScenarios {
    private static final int COUNT = 40;
    private static final long ONE_HOUR_MS = 3_600_000;

    private final Client client;

    OffsetScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        scenarios.put("offsets are found by their times", () -> findsOffsets("timed", "none"));
        scenarios.put("offsets are found inside compressed batches", () -> findsOffsets("timed-gzip", "gzip"));
        scenarios.put("an empty partition begins and ends at 0", this::knowsEmptyPartitions);
        scenarios.put("a partition that is not there has no offsets", this::refusesUnknownPartitions);
    }

    private void findsOffsets(String what, String codec) throws Exception {
        String topic = client.create(what, 2, Map.of("segment.bytes", "2048", "index.interval.bytes", "0"));
        TopicPartition partition = new TopicPartition(topic, 1);
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("compression.type", codec, "linger.ms", 50, "batch.size", 1000))) {
            client.send(producer, Records.series(topic, 1, COUNT));
            // Later in the log, and older: the greatest timestamp is not the last one.
            client.send(producer, List.of(new ProducerRecord<>(topic, 1, Records.EPOCH_MS, null, new byte[1])));
        }
        try (Admin admin = client.admin()) {
            assertThat(offset(admin, partition, OffsetSpec.earliest()).offset()).isZero();
            assertThat(offset(admin, partition, OffsetSpec.latest()).offset()).isEqualTo(COUNT + 1);
            ListOffsetsResultInfo greatest = offset(admin, partition, OffsetSpec.maxTimestamp());
            assertThat(greatest.offset()).isEqualTo(COUNT - 1);
            assertThat(greatest.timestamp()).isEqualTo(Records.timeOf(COUNT - 1));
            for (int number = 0; number < COUNT; number++) {
                ListOffsetsResultInfo at =
                        offset(admin, partition, OffsetSpec.forTimestamp(Records.timeOf(number) - 1));
                assertThat(at.offset()).isEqualTo(number);
                assertThat(at.timestamp()).isEqualTo(Records.timeOf(number));
                assertThat(at.leaderEpoch()).hasValue(0);
            }
            assertThat(offset(admin, partition, OffsetSpec.forTimestamp(Records.timeOf(COUNT) + ONE_HOUR_MS))
                            .offset())
                    .isEqualTo(-1);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            assertThat(consumer.beginningOffsets(List.of(partition))).containsEntry(partition, 0L);
            assertThat(consumer.endOffsets(List.of(partition))).containsEntry(partition, COUNT + 1L);
            OffsetAndTimestamp found =
                    Client.of(consumer.offsetsForTimes(Map.of(partition, Records.timeOf(7))), partition);
            assertThat(found.offset()).isEqualTo(7);
            assertThat(found.timestamp()).isEqualTo(Records.timeOf(7));
            Map<TopicPartition, OffsetAndTimestamp> none = new HashMap<>();
            none.put(partition, null);
            assertThat(consumer.offsetsForTimes(Map.of(partition, Records.timeOf(COUNT))))
                    .isEqualTo(none);
        }
    }

    private void knowsEmptyPartitions() throws Exception {
        TopicPartition partition = new TopicPartition(client.create("nothing", 1, Map.of()), 0);
        try (Admin admin = client.admin()) {
            assertThat(offset(admin, partition, OffsetSpec.earliest()).offset()).isZero();
            assertThat(offset(admin, partition, OffsetSpec.latest()).offset()).isZero();
            assertThat(offset(admin, partition, OffsetSpec.maxTimestamp()).offset())
                    .isEqualTo(-1);
            assertThat(offset(admin, partition, OffsetSpec.forTimestamp(0)).offset())
                    .isEqualTo(-1);
        }
    }

    private void refusesUnknownPartitions() throws Exception {
        String topic = client.create("one-partition", 1, Map.of());
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of())) {
            assertThatThrownBy(() -> consumer.endOffsets(List.of(new TopicPartition(topic, 1)), Duration.ofMillis(500)))
                    .isInstanceOf(TimeoutException.class);
        }
    }

    private static ListOffsetsResultInfo offset(Admin admin, TopicPartition partition, OffsetSpec spec)
            throws Exception {
        return Client.get(admin.listOffsets(Map.of(partition, spec)).partitionResult(partition));
    }
}
