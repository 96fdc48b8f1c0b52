package ordeal.broker.request;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.replication.Leadership;
import ordeal.broker.replication.Partitions;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrLiveLeader;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrPartitionState;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrTopicState;
import org.apache.kafka.common.message.LeaderAndIsrResponseData;
import org.apache.kafka.common.message.LeaderAndIsrResponseData.LeaderAndIsrPartitionError;
import org.apache.kafka.common.message.LeaderAndIsrResponseData.LeaderAndIsrTopicError;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;

/**
 * LeaderAndIsr: what the controller wants this broker to be to its partitions. Roles are taken on when the settings of their topics are
 * known, as Kafka's brokers read them before they make a log.
 */
public final class LeaderAndIsrHandler implements RequestHandler {
    private final Partitions partitions;
    private final ControlFence fence;
    private final TopicConfigStore settings;
    private final LaterAnswer later;

    /** A handler behind the fence that all of the controller's requests pass. */
    public LeaderAndIsrHandler(
            Partitions partitions, ControlFence fence, TopicConfigStore settings, LaterAnswer later) {
        this.partitions = partitions;
        this.fence = fence;
        this.settings = settings;
        this.later = later;
    }

    @Override
    public void handle(Request request) {
        LeaderAndIsrRequestData data = (LeaderAndIsrRequestData) request.body();
        List<String> topics = data.topicStates().stream()
                .map(LeaderAndIsrTopicState::topicName)
                .toList();
        later.when(settings.whenKnown(topics), request, _ -> obey(request, data));
    }

    /** The fence comes after the wait: a newer controller may have spoken meanwhile. */
    private void obey(Request request, LeaderAndIsrRequestData data) {
        LeaderAndIsrResponseData answer = new LeaderAndIsrResponseData();
        Errors fenced =
                fence.admit(ApiKeys.LEADER_AND_ISR, data.controllerId(), data.controllerEpoch(), data.brokerEpoch());
        if (fenced != Errors.NONE) {
            request.respond(answer.setErrorCode(fenced.code()));
            return;
        }
        Map<Integer, PeerAddress> leaders = new LinkedHashMap<>();
        for (LeaderAndIsrLiveLeader leader : data.liveLeaders()) {
            leaders.put(leader.brokerId(), new PeerAddress(leader.brokerId(), leader.hostName(), leader.port()));
        }
        for (LeaderAndIsrTopicState topic : data.topicStates()) {
            LeaderAndIsrTopicError errors = new LeaderAndIsrTopicError().setTopicId(topic.topicId());
            for (LeaderAndIsrPartitionState state : topic.partitionStates()) {
                Errors error = partitions.apply(
                        new TopicPartition(topic.topicName(), state.partitionIndex()),
                        topic.topicId(),
                        new Leadership(
                                state.leader(),
                                state.leaderEpoch(),
                                state.partitionEpoch(),
                                state.isr(),
                                state.replicas(),
                                leaders.get(state.leader())));
                errors.partitionErrors()
                        .add(new LeaderAndIsrPartitionError()
                                .setPartitionIndex(state.partitionIndex())
                                .setErrorCode(error.code()));
            }
            answer.topics().add(errors);
        }
        partitions.applied();
        request.respond(answer);
    }
}
