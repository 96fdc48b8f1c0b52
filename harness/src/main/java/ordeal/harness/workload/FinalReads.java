package ordeal.harness.workload;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import ordeal.checker.history.HistoryEvent.ConsumerPositioned;
import ordeal.checker.history.HistoryEvent.FinalReadEnded;
import ordeal.checker.history.HistoryEvent.Polled;
import ordeal.checker.history.Reader;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Reads every partition from its log start to the end offset that it has after the heal barrier, with fresh consumers: one that
 * errors is replaced and the next goes on. The phase is bounded by progress: it gives up when nothing has moved for a while.
 */
public final class FinalReads {
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final long NO_PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final String bootstrapServers;
    private final Recording recording;
    private final int firstConsumer;
    private final Map<TopicPartition, Target> targets =
            new TreeMap<>(Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition));
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private int consumersMade;
    private long progressNanos;
    private @Nullable String lastError;

    private record Target(long start, long end) {}

    /**
     * Final reads that have not begun.
     *
     * @param firstConsumer the number of the first fresh consumer: above those of all live ones
     */
    public FinalReads(String bootstrapServers, Recording recording, int firstConsumer) {
        this.bootstrapServers = bootstrapServers;
        this.recording = recording;
        this.firstConsumer = firstConsumer;
    }

    /** Reads until every partition's target is reached, or nothing has moved for 15 seconds. Returns whether all were reached. */
    public boolean run() {
        progressNanos = recording.clock().nowNanos();
        while (!complete() && recording.clock().nowNanos() - progressNanos < NO_PROGRESS_NANOS) {
            int number = firstConsumer + consumersMade++;
            KafkaConsumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(ClientProperties.consumer(bootstrapServers, "ordeal-final-" + number));
            try {
                findTargets(consumer);
                position(consumer, number);
                while (!complete() && recording.clock().nowNanos() - progressNanos < NO_PROGRESS_NANOS) {
                    poll(consumer, number);
                }
            } catch (KafkaException e) {
                lastError = SendOutcome.words(e);
            } finally {
                consumer.close(CloseOptions.timeout(CLOSE_TIMEOUT));
            }
        }
        recording.topicPartitions().forEach(this::recordEnd);
        return complete();
    }

    private boolean complete() {
        return targets.size() == recording.partitions().size()
                && targets.entrySet().stream()
                        .allMatch(target -> reached.getOrDefault(target.getKey(), -1L)
                                >= target.getValue().end());
    }

    private void findTargets(KafkaConsumer<byte[], byte[]> consumer) {
        List<TopicPartition> missing = recording.topicPartitions().stream()
                .filter(partition -> !targets.containsKey(partition))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<TopicPartition, Long> starts = consumer.beginningOffsets(missing);
        Map<TopicPartition, Long> ends = consumer.endOffsets(missing);
        for (TopicPartition partition : missing) {
            Long start = starts.get(partition);
            Long end = ends.get(partition);
            if (start != null && end != null) {
                targets.put(partition, new Target(start, end));
                reached.put(partition, start);
            }
        }
    }

    private void position(KafkaConsumer<byte[], byte[]> consumer, int number) {
        List<TopicPartition> open = targets.keySet().stream()
                .filter(partition -> reached.getOrDefault(partition, 0L) < end(partition))
                .toList();
        consumer.assign(open);
        for (TopicPartition partition : open) {
            long offset = reached.getOrDefault(partition, 0L);
            consumer.seek(partition, offset);
            recording
                    .history()
                    .append(new ConsumerPositioned(
                            number,
                            Reader.FINAL,
                            recording.number(partition),
                            offset,
                            recording.clock().nowNanos()));
        }
    }

    private void poll(KafkaConsumer<byte[], byte[]> consumer, int number) {
        long startedNanos = recording.clock().nowNanos();
        ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
        long completedNanos = recording.clock().nowNanos();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> polled = records.records(partition);
            PolledRecords kept = PolledRecords.of(polled, recording.payload());
            recording
                    .history()
                    .append(new Polled(
                            number,
                            recording.number(partition),
                            startedNanos,
                            completedNanos,
                            kept.runs(),
                            kept.foreign()));
        }
        for (TopicPartition partition : consumer.assignment()) {
            long position = consumer.position(partition);
            if (position > reached.getOrDefault(partition, 0L)) {
                reached.put(partition, position);
                progressNanos = completedNanos;
            }
        }
    }

    private long end(TopicPartition partition) {
        Target target = targets.get(partition);
        return target == null ? -1 : target.end();
    }

    private void recordEnd(TopicPartition partition) {
        Target target = targets.get(partition);
        long position = reached.getOrDefault(partition, -1L);
        boolean whole = target != null && position >= target.end();
        String error = lastError == null ? "no progress for 15 s" : lastError;
        recording
                .history()
                .append(new FinalReadEnded(
                        firstConsumer + Math.max(0, consumersMade - 1),
                        recording.number(partition),
                        target == null ? -1 : target.start(),
                        target == null ? -1 : target.end(),
                        position,
                        recording.clock().nowNanos(),
                        whole ? null : error));
    }
}
