package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;

/** Produce. */
final class ProduceScenarios {
    private static final List<String> CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");
    private static final int MORE_THAN_A_BATCH_MAY_BE = 1_100_000;
    private static final Map<String, Object> NOT_IDEMPOTENT = Map.of("enable.idempotence", "false");

    private final Client client;

    ProduceScenarios(Client client) {
        this.client = client;
    }

    void addTo(Map<String, Scenario> scenarios) {
        for (String codec : CODECS) {
            scenarios.put("records compressed with " + codec + " are taken", () -> takes(codec));
        }
        scenarios.put("records that are empty in every way are taken", this::takesEmptyRecords);
        scenarios.put("acks=1 is acknowledged", this::acknowledgesByTheLeaderAlone);
        scenarios.put("acks=0 is taken and not acknowledged", this::takesWithoutAcknowledgement);
        scenarios.put("offsets go up by one, in the order of sending", this::countsOffsets);
        scenarios.put("the broker's clock replaces the producer's where the topic wants it", this::stampsRecords);
        scenarios.put("a record that is too large is refused, and the next one taken", this::refusesLargeRecords);
        scenarios.put("a topic's own bound of size holds", this::refusesRecordsLargerThanTheTopicLets);
        scenarios.put("a partition that is not there takes nothing", this::refusesUnknownPartitions);
    }

    private void takes(String codec) throws Exception {
        String topic = client.create("compressed-" + codec, 3, Map.of());
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int partition = 0; partition < 3; partition++) {
            records.addAll(Records.series(topic, partition, 60));
            byte[] noise = new byte[20_000];
            new Random(partition).nextBytes(noise);
            records.add(Records.record(topic, partition, noise));
        }
        for (boolean idempotent : List.of(true, false)) {
            try (KafkaProducer<byte[], byte[]> producer = client.producer(
                    Map.of("compression.type", codec, "enable.idempotence", idempotent, "linger.ms", 50))) {
                client.send(producer, records);
            }
        }
    }

    private void takesEmptyRecords() throws Exception {
        String topic = client.create("empty", 1, Map.of());
        client.send(List.of(
                Records.record(topic, 0, null, null),
                Records.record(topic, 0, new byte[0], new byte[0]),
                Records.record(topic, 0, Records.bytes("key"), null)));
    }

    private void acknowledgesByTheLeaderAlone() throws Exception {
        String topic = client.create("acks-one", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("acks", "1", "enable.idempotence", "false"))) {
            client.send(producer, Records.series(topic, 1, 20));
        }
    }

    private void takesWithoutAcknowledgement() throws Exception {
        String topic = client.create("acks-none", 1, Map.of());
        List<ProducerRecord<byte[], byte[]>> records = Records.series(topic, 0, 20);
        try (KafkaProducer<byte[], byte[]> producer =
                client.producer(Map.of("acks", "0", "enable.idempotence", "false"))) {
            assertThat(client.send(producer, records)).noneMatch(RecordMetadata::hasOffset);
        }
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("auto.offset.reset", "earliest"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<ConsumerRecord<byte[], byte[]>> read = Records.read(consumer, records.size());
            assertThat(read).hasSameSizeAs(records);
            IntStream.range(0, records.size()).forEach(i -> Records.assertSame(read.get(i), records.get(i)));
        }
    }

    private void countsOffsets() throws Exception {
        String topic = client.create("counted", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = client.producer(Map.of("batch.size", 400))) {
            List<RecordMetadata> sent = client.send(producer, Records.series(topic, 0, 50));
            sent.addAll(client.send(producer, Records.series(topic, 0, 50)));
            assertThat(sent)
                    .extracting(RecordMetadata::offset)
                    .containsExactlyElementsOf(
                            IntStream.range(0, 100).mapToObj(Long::valueOf).toList());
        }
    }

    private void stampsRecords() throws Exception {
        String topic = client.create("stamped", 1, Map.of("message.timestamp.type", "LogAppendTime"));
        long beforeMs = System.currentTimeMillis();
        List<RecordMetadata> sent = client.send(Records.series(topic, 0, 5));
        long afterMs = System.currentTimeMillis();
        assertThat(sent).allSatisfy(metadata -> assertThat(metadata.timestamp()).isBetween(beforeMs, afterMs));
        try (KafkaConsumer<byte[], byte[]> consumer = client.consumer(Map.of("auto.offset.reset", "earliest"))) {
            consumer.assign(List.of(new TopicPartition(topic, 0)));
            List<ConsumerRecord<byte[], byte[]>> read = Records.read(consumer, sent.size());
            assertThat(read)
                    .allSatisfy(record -> assertThat(record.timestampType()).isEqualTo(TimestampType.LOG_APPEND_TIME));
            assertThat(read)
                    .extracting(ConsumerRecord::timestamp)
                    .containsExactlyElementsOf(
                            sent.stream().map(RecordMetadata::timestamp).toList());
        }
    }

    private void refusesLargeRecords() throws Exception {
        String topic = client.create("large", 1, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = client.producer(Map.of("max.request.size", 4_000_000))) {
            client.send(producer, Records.series(topic, 0, 3));
            assertThat(Client.failureOf(producer.send(Records.record(topic, 0, new byte[MORE_THAN_A_BATCH_MAY_BE]))))
                    .isInstanceOf(RecordTooLargeException.class);
            client.send(producer, Records.series(topic, 0, 3));
            client.send(producer, List.of(Records.record(topic, 0, new byte[1_000_000])));
        }
    }

    private void refusesRecordsLargerThanTheTopicLets() throws Exception {
        String topic = client.create("bounded", 1, Map.of("max.message.bytes", "2000"));
        try (KafkaProducer<byte[], byte[]> producer = client.producer(NOT_IDEMPOTENT)) {
            client.send(producer, List.of(Records.record(topic, 0, new byte[1_900])));
            assertThat(Client.failureOf(producer.send(Records.record(topic, 0, new byte[2_000]))))
                    .isInstanceOf(RecordTooLargeException.class);
        }
    }

    private void refusesUnknownPartitions() throws Exception {
        String topic = client.create("two-partitions", 2, Map.of());
        try (KafkaProducer<byte[], byte[]> producer = client.producer(Map.of("max.block.ms", 5_000))) {
            assertThat(Client.failureOf(producer.send(Records.record(topic, 2, new byte[1]))))
                    .isInstanceOf(TimeoutException.class);
            client.send(producer, List.of(Records.record(topic, 1, new byte[1])));
        }
    }
}
