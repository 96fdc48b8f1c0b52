package ordeal.harness.workload;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import ordeal.checker.history.HistoryEvent.ConsumerPositioned;
import ordeal.checker.history.HistoryEvent.PollFailed;
import ordeal.checker.history.HistoryEvent.Polled;
import ordeal.checker.history.Reader;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stock consumer that reads every partition by assignment while faults are injected. Kafka's own word that the log was
 * truncated below its position is recorded, and it goes on from there.
 */
final class ConsumerClient implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(ConsumerClient.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final int number;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Recording recording;
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private volatile boolean stopping;

    /**
     * Nothing is polled yet.
     *
     * @param consumers makes a consumer, and another one when one cannot go on
     */
    ConsumerClient(int number, Supplier<Consumer<byte[], byte[]>> consumers, Recording recording) {
        this.number = number;
        this.consumers = consumers;
        this.recording = recording;
        recording.topicPartitions().forEach(partition -> positions.put(partition, 0L));
    }

    /** Polls until told to stop. */
    @Override
    public void run() {
        while (!stopping) {
            try (Polling polling = new Polling(consumers.get())) {
                polling.assign();
                while (!stopping) {
                    polling.poll();
                }
            } catch (
                    RuntimeException
                            e) { // Of an answer that it does not understand Kafka's client makes no exception of its
                // own.
                log.warn("consumer {} is made anew: {}", number, e.toString());
            }
        }
    }

    void stop() {
        stopping = true;
    }

    private final class Polling implements AutoCloseable {
        private final Consumer<byte[], byte[]> kafka;

        Polling(Consumer<byte[], byte[]> kafka) {
            this.kafka = kafka;
        }

        void assign() {
            kafka.assign(positions.keySet());
            positions.forEach(this::position);
        }

        void poll() {
            long startedNanos = recording.clock().nowNanos();
            try {
                ConsumerRecords<byte[], byte[]> records = kafka.poll(POLL);
                long completedNanos = recording.clock().nowNanos();
                for (TopicPartition partition : records.partitions()) {
                    record(partition, records, startedNanos, completedNanos);
                }
            } catch (InvalidOffsetException e) {
                failed(startedNanos, e);
                goOnBehind(e);
            } catch (RuntimeException e) {
                failed(startedNanos, e);
                throw e;
            }
        }

        private void record(
                TopicPartition partition,
                ConsumerRecords<byte[], byte[]> records,
                long startedNanos,
                long completedNanos) {
            var polled = records.records(partition);
            int partitionNumber = recording.number(partition);
            PolledRecords kept = PolledRecords.of(polled, recording.payload());
            recording
                    .history()
                    .append(new Polled(
                            number, partitionNumber, startedNanos, completedNanos, kept.runs(), kept.foreign()));
            recording.counters().poll(partitionNumber, polled.size());
            positions.put(partition, polled.getLast().offset() + 1);
        }

        /** The consumer's position does not exist any more: it goes on where the log now ends or diverged. */
        private void goOnBehind(InvalidOffsetException e) {
            switch (e) {
                case LogTruncationException truncation ->
                    truncation.divergentOffsets().forEach((partition, offset) -> position(partition, offset.offset()));
                case OffsetOutOfRangeException outOfRange ->
                    kafka.endOffsets(outOfRange.offsetOutOfRangePartitions().keySet())
                            .forEach(this::position);
                default -> throw e;
            }
        }

        private void position(TopicPartition partition, long offset) {
            kafka.seek(partition, offset);
            positions.put(partition, offset);
            recording
                    .history()
                    .append(new ConsumerPositioned(
                            number,
                            Reader.LIVE,
                            recording.number(partition),
                            offset,
                            recording.clock().nowNanos()));
        }

        private void failed(long startedNanos, RuntimeException e) {
            recording
                    .history()
                    .append(new PollFailed(
                            number,
                            startedNanos,
                            recording.clock().nowNanos(),
                            List.of(e.getClass().getSimpleName(), String.valueOf(e.getMessage()))
                                    .toString()));
        }

        @Override
        public void close() {
            kafka.close(CloseOptions.timeout(CLOSE_TIMEOUT));
        }
    }
}
