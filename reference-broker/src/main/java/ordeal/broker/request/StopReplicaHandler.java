package ordeal.broker.request;

import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaPartitionState;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaTopicState;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.message.StopReplicaResponseData.StopReplicaPartitionError;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/** StopReplica: this broker shall no longer lead or follow a partition, and perhaps delete it (KIP-570). */
public final class StopReplicaHandler implements RequestHandler {
    private final Partitions partitions;
    private final ControlFence fence;

    /** A handler behind the fence that all of the controller's requests pass. */
    public StopReplicaHandler(Partitions partitions, ControlFence fence) {
        this.partitions = partitions;
        this.fence = fence;
    }

    @Override
    public void handle(Request request) {
        StopReplicaRequestData data = (StopReplicaRequestData) request.body();
        StopReplicaResponseData answer = new StopReplicaResponseData();
        Errors fenced =
                fence.admit(ApiKeys.STOP_REPLICA, data.controllerId(), data.controllerEpoch(), data.brokerEpoch());
        if (fenced != Errors.NONE) {
            request.respond(answer.setErrorCode(fenced.code()));
            return;
        }
        for (StopReplicaTopicState topic : data.topicStates()) {
            for (StopReplicaPartitionState state : topic.partitionStates()) {
                Errors error = partitions.stop(
                        new TopicPartition(topic.topicName(), state.partitionIndex()),
                        state.leaderEpoch(),
                        state.deletePartition());
                answer.partitionErrors()
                        .add(new StopReplicaPartitionError()
                                .setTopicName(topic.topicName())
                                .setPartitionIndex(state.partitionIndex())
                                .setErrorCode(error.code()));
            }
        }
        request.respond(answer);
    }
}
