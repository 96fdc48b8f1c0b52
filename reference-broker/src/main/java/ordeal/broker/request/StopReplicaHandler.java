package ordeal.broker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaPartitionState;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaTopicState;
import org.apache.kafka.common.message.StopReplicaResponseData;
import org.apache.kafka.common.message.StopReplicaResponseData.StopReplicaPartitionError;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * StopReplica: this broker shall no longer lead or follow a partition, and perhaps delete it (KIP-570). A deletion is answered when it
 * survives a loss of power: the controller forgets the topic then, and nobody would delete a log that came back.
 */
public final class StopReplicaHandler implements RequestHandler {
    private final Partitions partitions;
    private final ControlFence fence;
    private final LaterAnswer later;

    /** A handler behind the fence that all of the controller's requests pass. */
    public StopReplicaHandler(Partitions partitions, ControlFence fence, LaterAnswer later) {
        this.partitions = partitions;
        this.fence = fence;
        this.later = later;
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
        List<CompletableFuture<Void>> deletions = new ArrayList<>();
        for (StopReplicaTopicState topic : data.topicStates()) {
            for (StopReplicaPartitionState state : topic.partitionStates()) {
                TopicPartition id = new TopicPartition(topic.topicName(), state.partitionIndex());
                Errors error = partitions.stop(id, state.leaderEpoch());
                if (error == Errors.NONE && state.deletePartition()) {
                    deletions.add(partitions.delete(id));
                }
                answer.partitionErrors()
                        .add(new StopReplicaPartitionError()
                                .setTopicName(topic.topicName())
                                .setPartitionIndex(state.partitionIndex())
                                .setErrorCode(error.code()));
            }
        }
        later.when(
                CompletableFuture.allOf(deletions.toArray(CompletableFuture[]::new)),
                request,
                _ -> request.respond(answer));
    }
}
