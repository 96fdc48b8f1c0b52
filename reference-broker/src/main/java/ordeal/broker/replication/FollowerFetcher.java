package ordeal.broker.replication;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.log.CorruptBatchException;
import ordeal.broker.log.EpochEndOffset;
import ordeal.broker.port.EventLoop.Timer;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.message.FetchResponseData.FetchableTopicResponse;
import org.apache.kafka.common.message.FetchResponseData.PartitionData;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches from one leader for all partitions that this broker follows there: one Fetch at a time, the next one as soon as the
 * answer was taken in. What stands between (a back-off, a sync under way) keeps a partition out of the fetch, not the others.
 */
final class FollowerFetcher {
    private static final Logger LOG = LoggerFactory.getLogger(FollowerFetcher.class);

    private final Surroundings around;
    private final PeerAddress leader;
    private final PeerChannel channel;
    private final Map<TopicPartition, FetchState> partitions = new LinkedHashMap<>();
    private @Nullable Timer wakeUp;
    private boolean busy;
    private boolean closed;

    FollowerFetcher(Surroundings around, PeerAddress leader) {
        this.around = around;
        this.leader = leader;
        this.channel = around.transport().open(leader);
    }

    PeerAddress leader() {
        return leader;
    }

    List<PartitionFollower> followers() {
        return partitions.values().stream().map(FetchState::follower).toList();
    }

    boolean isIdle() {
        return partitions.isEmpty();
    }

    void add(PartitionFollower follower) {
        partitions.put(follower.partition().id(), new FetchState(follower));
        follower.log().onSynced(this::fetch);
        fetch();
    }

    void remove(TopicPartition partition) {
        partitions.remove(partition);
    }

    void close() {
        closed = true;
        if (wakeUp != null) {
            wakeUp.cancel();
        }
        channel.close();
    }

    /** Sends the next fetch, when none is under way and some partition is ready for one. */
    private void fetch() {
        if (busy || closed) {
            return;
        }
        if (wakeUp != null) {
            wakeUp.cancel();
            wakeUp = null;
        }
        long now = around.loop().nowNanos();
        Map<TopicPartition, FetchState> ready = new LinkedHashMap<>();
        long earliest = Long.MAX_VALUE;
        for (Map.Entry<TopicPartition, FetchState> entry : partitions.entrySet()) {
            FetchState state = entry.getValue();
            if (state.ready(now)) {
                ready.put(entry.getKey(), state.aboutToFetch());
            } else if (state.heldBackUntilNanos() > now) {
                earliest = Math.min(earliest, state.heldBackUntilNanos());
            }
        }
        if (!ready.isEmpty()) {
            busy = true;
            var request = FetchMessages.fetch(around, ready.values());
            channel.send(
                    request, around.config().replication().socketTimeoutMs(), response -> onFetched(ready, response));
        } else if (earliest != Long.MAX_VALUE) {
            wakeUp = around.loop().schedule((earliest - now) / 1_000_000 + 1, this::fetch);
        }
    }

    private void onFetched(Map<TopicPartition, FetchState> asked, PeerResponse response) {
        busy = false;
        if (closed) {
            return;
        }
        switch (response) {
            case PeerResponse.Failed(String reason) -> {
                LOG.debug("fetching from {}: {}", leader, reason);
                asked.values().forEach(this::holdBack);
            }
            case PeerResponse.Answered(var body) -> onAnswer(asked, (FetchResponseData) body);
        }
        fetch();
    }

    private void onAnswer(Map<TopicPartition, FetchState> asked, FetchResponseData answer) {
        Errors error = Errors.forCode(answer.errorCode());
        if (error != Errors.NONE) {
            LOG.info("fetching from {}: {}", leader, error);
            asked.values().forEach(this::holdBack);
            return;
        }
        for (FetchableTopicResponse topic : answer.responses()) {
            for (PartitionData data : topic.partitions()) {
                for (FetchState state : asked.values()) {
                    if (state.is(topic.topicId(), data.partitionIndex())) {
                        if (state.answerStillCounts()) {
                            take(state, data);
                        }
                        break;
                    }
                }
            }
        }
    }

    private void take(FetchState state, PartitionData data) {
        Errors error = Errors.forCode(data.errorCode());
        switch (error) {
            case NONE -> {
                if (data.divergingEpoch().endOffset() >= 0
                        || data.divergingEpoch().epoch() >= 0) {
                    state.follower()
                            .onDiverging(new EpochEndOffset(
                                    data.divergingEpoch().epoch(),
                                    data.divergingEpoch().endOffset()));
                } else {
                    append(state, data);
                }
            }
            case OFFSET_OUT_OF_RANGE -> askForRange(state);
            case FENCED_LEADER_EPOCH -> {
                LOG.info(
                        "{}: {} knows a newer leader epoch; waiting for the controller",
                        state.follower().partition().id(),
                        leader);
                state.suspend();
            }
            default -> {
                LOG.debug("{}: {} says {}", state.follower().partition().id(), leader, error);
                holdBack(state);
            }
        }
    }

    private void append(FetchState state, PartitionData data) {
        try {
            state.follower().append((MemoryRecords) data.records(), data.highWatermark(), data.logStartOffset());
        } catch (CorruptBatchException e) {
            LOG.error(
                    "{}: what {} sent cannot be appended: {}",
                    state.follower().partition().id(),
                    leader,
                    e.getMessage());
            holdBack(state);
        }
    }

    private void holdBack(FetchState state) {
        state.holdBackUntil(
                around.loop().nowNanos() + around.config().replication().fetchBackoffMs() * 1_000_000L);
    }

    /** The follower's end is not within the leader's log: asks where that begins and ends. */
    private void askForRange(FetchState state) {
        state.suspend();
        ask(
                state,
                FetchMessages.LATEST,
                end -> ask(state, FetchMessages.EARLIEST, start -> {
                    state.follower().onOutOfRange(start, end);
                    state.resume();
                }));
    }

    private void ask(FetchState state, long timestamp, java.util.function.LongConsumer then) {
        channel.send(
                FetchMessages.listOffset(around, state.follower(), timestamp),
                around.config().replication().socketTimeoutMs(),
                response -> {
                    if (closed || !state.follower().inForce()) {
                        return;
                    }
                    List<Long> offset = switch (response) {
                        case PeerResponse.Failed _ -> List.<Long>of();
                        case PeerResponse.Answered(var body) -> FetchMessages.offsetIn((ListOffsetsResponseData) body);
                    };
                    if (offset.isEmpty()) {
                        state.resume();
                        holdBack(state);
                    } else {
                        then.accept(offset.getFirst());
                    }
                    fetch();
                });
    }
}
