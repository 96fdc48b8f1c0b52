package ordeal.broker.request;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.log.FetchedRecords;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.replication.PartitionRead;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.EpochEndOffset;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.jspecify.annotations.Nullable;

/** A Fetch that is answered as soon as there is enough, something is wrong, or it has waited long enough. */
final class PendingFetch {
    private static final long UNKNOWN = -1;

    private final Request request;
    private final EventLoop loop;
    private final List<FetchTarget> targets;
    private final boolean forFollower;
    private final int minBytes;
    private final int maxBytes;
    private final Runnable onProgress = this::look;
    private @Nullable Timer timeout;
    private boolean answered;

    PendingFetch(
            Request request,
            EventLoop loop,
            List<FetchTarget> targets,
            boolean forFollower,
            int minBytes,
            int maxBytes) {
        this.request = request;
        this.loop = loop;
        this.targets = targets;
        this.forFollower = forFollower;
        this.minBytes = minBytes;
        this.maxBytes = maxBytes;
    }

    /** Answers now, or waits. */
    void begin(int maxWaitMs) {
        Gathered gathered = gather();
        if (gathered.enough() || maxWaitMs <= 0 || targets.isEmpty()) {
            answer(gathered);
            return;
        }
        timeout = loop.schedule(maxWaitMs, () -> answer(gather()));
        for (FetchTarget target : targets) {
            if (target.partition() != null) {
                target.partition().onProgress(onProgress);
            }
        }
    }

    private void look() {
        if (answered) {
            return;
        }
        Gathered gathered = gather();
        if (gathered.enough()) {
            answer(gathered);
        }
    }

    /** What was read, by target, and whether that answers the fetch. */
    private record Gathered(List<PartitionRead> reads, boolean enough) {}

    private Gathered gather() {
        List<PartitionRead> reads = new ArrayList<>(targets.size());
        int sizeBytes = 0;
        boolean trouble = false;
        for (FetchTarget target : targets) {
            PartitionRead read = target.read(forFollower, Math.max(0, maxBytes - sizeBytes), sizeBytes == 0);
            reads.add(read);
            switch (read) {
                case PartitionRead.Records records ->
                    sizeBytes += records.fetched().sizeBytes();
                case PartitionRead.Diverging _, PartitionRead.Failed _ -> trouble = true;
            }
        }
        return new Gathered(reads, trouble || sizeBytes >= minBytes);
    }

    private void answer(Gathered gathered) {
        answered = true;
        if (timeout != null) {
            timeout.cancel();
            for (FetchTarget target : targets) {
                if (target.partition() != null) {
                    target.partition().forget(onProgress);
                }
            }
        }
        Map<String, FetchableTopicResponse> topics = new LinkedHashMap<>();
        for (int i = 0; i < targets.size(); i++) {
            FetchTarget target = targets.get(i);
            topics.computeIfAbsent(
                            target.topic() + "/" + target.topicId(),
                            _ -> new FetchableTopicResponse()
                                    .setTopic(target.topic())
                                    .setTopicId(target.topicId()))
                    .partitions()
                    .add(data(target, gathered.reads().get(i)));
        }
        request.respond(new FetchResponseData().setResponses(new ArrayList<>(topics.values())));
    }

    private static PartitionData data(FetchTarget target, PartitionRead read) {
        PartitionData data = new PartitionData()
                .setPartitionIndex(target.asked().partition())
                .setRecords(MemoryRecords.EMPTY);
        return switch (read) {
            case PartitionRead.Failed(Errors error) ->
                data.setErrorCode(error.code())
                        .setHighWatermark(UNKNOWN)
                        .setLastStableOffset(UNKNOWN)
                        .setLogStartOffset(UNKNOWN);
            case PartitionRead.Diverging(ordeal.broker.log.EpochEndOffset end, long highWatermark, long logStart) ->
                offsets(data, highWatermark, logStart)
                        .setDivergingEpoch(
                                new EpochEndOffset().setEpoch(end.epoch()).setEndOffset(end.endOffset()));
            case PartitionRead.Records(FetchedRecords fetched, long highWatermark, long logStart) ->
                offsets(data, highWatermark, logStart).setRecords(fetched.records());
        };
    }

    private static PartitionData offsets(PartitionData data, long highWatermark, long logStart) {
        return data.setHighWatermark(highWatermark)
                .setLastStableOffset(highWatermark)
                .setLogStartOffset(logStart);
    }
}
