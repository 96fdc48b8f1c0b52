package ordeal.harness.workload;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import ordeal.checker.history.HistoryEvent.EndOffsetSampled;
import ordeal.checker.history.Outcome;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Asks for every partition's end offset twice a second, and records each answer with its leader epoch. */
final class EndOffsetSampler implements Runnable {
    private static final long INTERVAL_MS = 500;
    private static final int TIMEOUT_MS = 2_000;

    private final Map<String, Object> properties;
    private final Recording recording;
    private volatile boolean stopping;

    EndOffsetSampler(Map<String, Object> properties, Recording recording) {
        this.properties = properties;
        this.recording = recording;
    }

    /** Samples until told to stop. */
    @Override
    public void run() {
        Map<TopicPartition, OffsetSpec> latest = recording.topicPartitions().stream()
                .collect(Collectors.toMap(Function.identity(), _ -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(properties)) {
            while (!stopping) {
                long invokedNanos = recording.clock().nowNanos();
                ListOffsetsResult result = admin.listOffsets(latest, new ListOffsetsOptions().timeoutMs(TIMEOUT_MS));
                for (TopicPartition partition : latest.keySet()) {
                    record(partition, result, invokedNanos);
                }
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    void stop() {
        stopping = true;
    }

    private void record(TopicPartition partition, ListOffsetsResult result, long invokedNanos)
            throws InterruptedException {
        try {
            ListOffsetsResultInfo info = result.partitionResult(partition).get(2L * TIMEOUT_MS, TimeUnit.MILLISECONDS);
            append(
                    partition,
                    invokedNanos,
                    Outcome.OK,
                    info.offset(),
                    info.leaderEpoch().orElse(-1),
                    null);
        } catch (ExecutionException | TimeoutException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            append(partition, invokedNanos, Outcome.INFO, -1, -1, SendOutcome.words(cause));
        }
    }

    private void append(
            TopicPartition partition,
            long invokedNanos,
            Outcome outcome,
            long offset,
            int leaderEpoch,
            @Nullable String error) {
        recording
                .history()
                .append(new EndOffsetSampled(
                        recording.number(partition),
                        invokedNanos,
                        recording.clock().nowNanos(),
                        outcome,
                        offset,
                        leaderEpoch,
                        error));
    }
}
