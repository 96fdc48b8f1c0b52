package ordeal.broker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ordeal.broker.log.OffsetAtTime;
import ordeal.broker.log.PartitionLog;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsPartitionResponse;
import org.apache.kafka.common.message.ListOffsetsResponseData.ListOffsetsTopicResponse;
import org.apache.kafka.common.protocol.Errors;

/**
 * ListOffsets: where a log begins and ends, and which record was the first at a time. Clients see the log up to the high watermark;
 * as long as a new leader's high watermark may be behind what was committed before, it says so instead of going back (KIP-207).
 */
public final class ListOffsetsHandler implements RequestHandler {
    private static final long LATEST = -1;
    private static final long EARLIEST = -2;
    private static final long GREATEST_TIME = -3;
    private static final int NO_EPOCH = -1;
    private static final short FIRST_VERSION_WITH_LEADER_EPOCH = 4;
    private static final short FIRST_VERSION_WITH_OFFSET_NOT_AVAILABLE = 5;

    private final Partitions partitions;
    private final Predicate<TopicPartition> known;

    /**
     * A handler.
     *
     * @param known whether a partition exists in the cluster, as far as this broker knows
     */
    public ListOffsetsHandler(Partitions partitions, Predicate<TopicPartition> known) {
        this.partitions = partitions;
        this.known = known;
    }

    @Override
    public void handle(Request request) {
        ListOffsetsRequestData data = (ListOffsetsRequestData) request.body();
        List<ListOffsetsTopicResponse> topics = new ArrayList<>();
        for (ListOffsetsTopic topic : data.topics()) {
            List<ListOffsetsPartitionResponse> answers = new ArrayList<>();
            for (ListOffsetsPartition asked : topic.partitions()) {
                answers.add(answer(request, data.replicaId() >= 0, topic.name(), asked));
            }
            topics.add(new ListOffsetsTopicResponse().setName(topic.name()).setPartitions(answers));
        }
        request.respond(new ListOffsetsResponseData().setTopics(topics));
    }

    private ListOffsetsPartitionResponse answer(
            Request request, boolean forFollower, String topic, ListOffsetsPartition asked) {
        TopicPartition id = new TopicPartition(topic, asked.partitionIndex());
        Optional<Partition> partition = partitions.get(id);
        Optional<PartitionLeader> leader = partition.flatMap(Partition::leader);
        if (leader.isEmpty()) {
            boolean exists = partition.isPresent() || known.test(id);
            return error(asked, exists ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION);
        }
        Errors fenced = leader.get().checkEpoch(asked.currentLeaderEpoch());
        if (fenced != Errors.NONE) {
            return error(asked, fenced);
        }
        if (asked.timestamp() < GREATEST_TIME) {
            return error(asked, Errors.UNSUPPORTED_VERSION);
        }
        return find(
                request.version(), forFollower, asked, partition.orElseThrow().log(), leader.get());
    }

    private static ListOffsetsPartitionResponse find(
            short version, boolean forFollower, ListOffsetsPartition asked, PartitionLog log, PartitionLeader leader) {
        long bound = forFollower ? log.logEndOffset() : log.highWatermark();
        if (asked.timestamp() == EARLIEST) {
            return found(version, asked, new OffsetAtTime(log.logStartOffset(), -1, epochAtStart(log)));
        }
        Optional<OffsetAtTime> found = Optional.empty();
        if (asked.timestamp() == GREATEST_TIME) {
            found = log.offsetOfGreatestTime(bound);
        } else if (asked.timestamp() != LATEST) {
            found = log.offsetAtTime(asked.timestamp(), bound);
        }
        if (found.isPresent()) {
            return found(version, asked, found.get());
        }
        if (!forFollower && leader.endMayBeStale()) {
            return error(
                    asked,
                    version >= FIRST_VERSION_WITH_OFFSET_NOT_AVAILABLE
                            ? Errors.OFFSET_NOT_AVAILABLE
                            : Errors.LEADER_NOT_AVAILABLE);
        }
        return asked.timestamp() == LATEST
                ? found(version, asked, new OffsetAtTime(bound, -1, leader.leaderEpoch()))
                : found(version, asked, new OffsetAtTime(-1, -1, -1));
    }

    /** The leader epoch of the first record; -1 when the log has never had one. */
    private static int epochAtStart(PartitionLog log) {
        return log.epochs().stream()
                .filter(epoch -> epoch.startOffset() <= log.logStartOffset())
                .mapToInt(PartitionLog.EpochStart::epoch)
                .max()
                .orElse(NO_EPOCH);
    }

    /** An offset in the form of a version: the oldest has a list, and newer ones got the leader epoch in time (KIP-320). */
    static ListOffsetsPartitionResponse found(short version, ListOffsetsPartition asked, OffsetAtTime at) {
        ListOffsetsPartitionResponse answer =
                new ListOffsetsPartitionResponse().setPartitionIndex(asked.partitionIndex());
        if (version == 0) {
            return answer.setOldStyleOffsets(at.offset() < 0 ? List.of() : List.of(at.offset()));
        }
        answer.setOffset(at.offset()).setTimestamp(at.timestamp());
        return version < FIRST_VERSION_WITH_LEADER_EPOCH ? answer : answer.setLeaderEpoch(at.leaderEpoch());
    }

    private static ListOffsetsPartitionResponse error(ListOffsetsPartition asked, Errors error) {
        return new ListOffsetsPartitionResponse()
                .setPartitionIndex(asked.partitionIndex())
                .setErrorCode(error.code());
    }
}
