package ordeal.broker.request;

import java.util.Optional;
import java.util.function.Predicate;
import ordeal.broker.log.EpochEndOffset;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderPartition;
import org.apache.kafka.common.message.OffsetForLeaderEpochRequestData.OffsetForLeaderTopic;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData;
import org.apache.kafka.common.message.OffsetForLeaderEpochResponseData.OffsetForLeaderTopicResult;
import org.apache.kafka.common.protocol.Errors;

/** OffsetForLeaderEpoch: where a leader epoch ends in this leader's log (KIP-101, KIP-320). */
public final class OffsetForLeaderEpochHandler implements RequestHandler {
    private final Partitions partitions;
    private final Predicate<TopicPartition> known;

    /**
     * A handler.
     *
     * @param known whether a partition exists in the cluster, as far as this broker knows
     */
    public OffsetForLeaderEpochHandler(Partitions partitions, Predicate<TopicPartition> known) {
        this.partitions = partitions;
        this.known = known;
    }

    @Override
    public void handle(Request request) {
        OffsetForLeaderEpochRequestData data = (OffsetForLeaderEpochRequestData) request.body();
        OffsetForLeaderEpochResponseData answer = new OffsetForLeaderEpochResponseData();
        for (OffsetForLeaderTopic topic : data.topics()) {
            OffsetForLeaderTopicResult result = new OffsetForLeaderTopicResult().setTopic(topic.topic());
            topic.partitions().forEach(asked -> result.partitions().add(answer(topic.topic(), asked)));
            answer.topics().add(result);
        }
        request.respond(answer);
    }

    private OffsetForLeaderEpochResponseData.EpochEndOffset answer(String topic, OffsetForLeaderPartition asked) {
        var answer = new OffsetForLeaderEpochResponseData.EpochEndOffset().setPartition(asked.partition());
        TopicPartition id = new TopicPartition(topic, asked.partition());
        Optional<Partition> partition = partitions.get(id);
        Optional<PartitionLeader> leader = partition.flatMap(Partition::leader);
        if (leader.isEmpty()) {
            boolean exists = partition.isPresent() || known.test(id);
            return answer.setErrorCode(
                    (exists ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION).code());
        }
        Errors fenced = leader.get().checkEpoch(asked.currentLeaderEpoch());
        if (fenced != Errors.NONE) {
            return answer.setErrorCode(fenced.code());
        }
        EpochEndOffset end = leader.get().endOf(asked.leaderEpoch());
        return answer.setLeaderEpoch(end.epoch()).setEndOffset(end.endOffset());
    }
}
