package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records to send, and records read. */
final class Records {
    /** The timestamp of the first record of a series; the others follow a second apart. */
    static final long EPOCH_MS = 1_700_000_000_000L;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long STEP_MS = 1000;

    private Records() {}

    /** Records for a partition, numbered from 0, with keys, headers and timestamps that tell them apart. */
    static List<ProducerRecord<byte[], byte[]>> series(String topic, int partition, int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> new ProducerRecord<>(
                        topic,
                        partition,
                        timeOf(number),
                        bytes("key " + number),
                        bytes(("value " + number + " of " + topic + "; ").repeat(5)),
                        List.of(
                                new RecordHeader("number", bytes(Integer.toString(number))),
                                new RecordHeader("none", null))))
                .toList();
    }

    static long timeOf(int number) {
        return EPOCH_MS + number * STEP_MS;
    }

    static ProducerRecord<byte[], byte[]> record(String topic, int partition, byte[] value) {
        return record(topic, partition, null, value);
    }

    static ProducerRecord<byte[], byte[]> record(
            String topic, int partition, byte @Nullable [] key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic, partition, EPOCH_MS, key, value);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** What was read must be what was sent, byte for byte. */
    static void assertSame(ConsumerRecord<byte[], byte[]> read, ProducerRecord<byte[], byte[]> sent) {
        String where = read.topic() + "-" + read.partition() + " offset " + read.offset();
        assertThat(read.key()).as("key at " + where).isEqualTo(sent.key());
        assertThat(read.value()).as("value at " + where).isEqualTo(sent.value());
        assertThat(read.headers()).as("headers at " + where).isEqualTo(sent.headers());
        if (read.timestampType() == TimestampType.CREATE_TIME && sent.timestamp() != null) {
            assertThat(read.timestamp()).as("timestamp at " + where).isEqualTo(sent.timestamp());
        }
    }

    /** Polls until there are at least so many records. */
    static List<ConsumerRecord<byte[], byte[]>> read(KafkaConsumer<byte[], byte[]> consumer, int count) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        long deadlineNanos = Eventually.deadlineNanos();
        while (records.size() < count) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("read " + records.size() + " of " + count + " records")
                    .isNegative();
            consumer.poll(POLL).forEach(records::add);
        }
        return records;
    }

    static List<Long> offsets(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::offset).toList();
    }
}
