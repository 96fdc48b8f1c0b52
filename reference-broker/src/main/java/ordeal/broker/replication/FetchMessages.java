package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.config.BrokerConfig;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchRequestData.ReplicaState;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.protocol.Errors;

/** The messages of a follower to its leader. */
final class FetchMessages {
    /** The timestamp that asks for a log's end. */
    static final long LATEST = -1;

    /** The timestamp that asks for a log's start. */
    static final long EARLIEST = -2;

    private static final int SESSIONLESS = -1;

    private FetchMessages() {}

    /** A fetch without a session (KIP-227), which names every partition. */
    static FetchRequestData fetch(Surroundings around, Collection<FetchState> states) {
        BrokerConfig.Replication settings = around.config().replication();
        Map<Uuid, FetchTopic> topics = new LinkedHashMap<>();
        for (FetchState state : states) {
            PartitionFollower follower = state.follower();
            topics.computeIfAbsent(
                            follower.partition().topicId(),
                            id -> new FetchTopic()
                                    .setTopicId(id)
                                    .setTopic(follower.partition().id().topic()))
                    .partitions()
                    .add(new FetchPartition()
                            .setPartition(follower.partition().id().partition())
                            .setFetchOffset(state.askedOffset())
                            .setLogStartOffset(follower.log().logStartOffset())
                            .setCurrentLeaderEpoch(follower.leaderEpoch())
                            .setLastFetchedEpoch(follower.log().latestEpoch())
                            .setPartitionMaxBytes(settings.fetchMaxBytes()));
        }
        return new FetchRequestData()
                .setReplicaState(new ReplicaState()
                        .setReplicaId(around.brokerId())
                        .setReplicaEpoch(around.brokerEpoch().getAsLong()))
                .setMaxWaitMs(settings.fetchWaitMaxMs())
                .setMinBytes(settings.fetchMinBytes())
                .setMaxBytes(settings.fetchResponseMaxBytes())
                .setSessionEpoch(SESSIONLESS)
                .setTopics(new ArrayList<>(topics.values()));
    }

    /** Asks the leader where its log begins or ends. */
    static ListOffsetsRequestData listOffset(Surroundings around, PartitionFollower follower, long timestamp) {
        return new ListOffsetsRequestData()
                .setReplicaId(around.brokerId())
                .setTopics(List.of(new ListOffsetsTopic()
                        .setName(follower.partition().id().topic())
                        .setPartitions(List.of(new ListOffsetsPartition()
                                .setPartitionIndex(follower.partition().id().partition())
                                .setCurrentLeaderEpoch(follower.leaderEpoch())
                                .setTimestamp(timestamp)))));
    }

    /** The offset in an answer about one partition; nothing when the leader refused. */
    static List<Long> offsetIn(ListOffsetsResponseData answer) {
        List<Long> offsets = new ArrayList<>();
        answer.topics()
                .forEach(topic -> topic.partitions().forEach(partition -> {
                    if (Errors.forCode(partition.errorCode()) == Errors.NONE) {
                        offsets.add(partition.offset());
                    }
                }));
        return offsets;
    }
}
