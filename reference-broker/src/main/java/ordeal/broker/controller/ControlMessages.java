package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;
import ordeal.broker.coordination.PartitionState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.LeaderAndIsrRequestData;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrLiveLeader;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrPartitionState;
import org.apache.kafka.common.message.LeaderAndIsrRequestData.LeaderAndIsrTopicState;
import org.apache.kafka.common.message.StopReplicaRequestData;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaPartitionState;
import org.apache.kafka.common.message.StopReplicaRequestData.StopReplicaTopicState;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataBroker;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataEndpoint;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataPartitionState;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataTopicState;
import org.apache.kafka.common.security.auth.SecurityProtocol;

/** Puts the view of the cluster into Kafka's three requests of a controller. */
final class ControlMessages {
    /** Stands for the leader epoch in a StopReplica that deletes a topic. */
    static final int EPOCH_DURING_DELETION = -2;

    /** Stands for the leader of a partition of a topic that is to be deleted. */
    static final int LEADER_DURING_DELETION = -2;

    private static final byte RECOVERING = 1;

    private final ClusterView view;
    private final int controllerId;
    private final int controllerEpoch;

    /** A replica that shall stop. */
    record Stop(int leaderEpoch, boolean delete) {}

    ControlMessages(ClusterView view, int controllerId, int controllerEpoch) {
        this.view = view;
        this.controllerId = controllerId;
        this.controllerEpoch = controllerEpoch;
    }

    /**
     * What replicas must know.
     *
     * @param partitions each with whether it is new
     */
    LeaderAndIsrRequestData leaderAndIsr(LiveBroker to, SortedMap<TopicPartition, Boolean> partitions) {
        List<LeaderAndIsrTopicState> topics = new ArrayList<>();
        TreeSet<Integer> leaders = new TreeSet<>();
        byTopic(partitions.keySet()).forEach((topic, ofTopic) -> {
            List<LeaderAndIsrPartitionState> states = new ArrayList<>();
            for (TopicPartition partition : ofTopic) {
                PartitionState state = known(partition);
                leaders.add(state.leader());
                states.add(new LeaderAndIsrPartitionState()
                        .setPartitionIndex(partition.partition())
                        .setControllerEpoch(state.controllerEpoch())
                        .setLeader(state.leader())
                        .setLeaderEpoch(state.leaderEpoch())
                        .setIsr(state.isr())
                        .setPartitionEpoch(state.partitionEpoch())
                        .setReplicas(view.replicas(partition))
                        .setIsNew(partitions.getOrDefault(partition, false))
                        .setLeaderRecoveryState(state.recovering() ? RECOVERING : 0));
            }
            topics.add(new LeaderAndIsrTopicState()
                    .setTopicName(topic)
                    .setTopicId(view.topicId(topic))
                    .setPartitionStates(states));
        });
        return new LeaderAndIsrRequestData()
                .setControllerId(controllerId)
                .setControllerEpoch(controllerEpoch)
                .setBrokerEpoch(to.epoch())
                .setTopicStates(topics)
                .setLiveLeaders(leaders.stream()
                        .flatMap(leader -> view.broker(leader).stream())
                        .map(leader -> new LeaderAndIsrLiveLeader()
                                .setBrokerId(leader.id())
                                .setHostName(leader.peer().host())
                                .setPort(leader.peer().port()))
                        .toList());
    }

    /** What everybody must know: all registered brokers, and the state of some partitions. */
    UpdateMetadataRequestData updateMetadata(LiveBroker to, Collection<TopicPartition> partitions) {
        List<UpdateMetadataTopicState> topics = new ArrayList<>();
        byTopic(partitions).forEach((topic, ofTopic) -> {
            List<UpdateMetadataPartitionState> states = ofTopic.stream()
                    .filter(partition -> view.state(partition).isPresent())
                    .map(this::metadata)
                    .toList();
            topics.add(new UpdateMetadataTopicState()
                    .setTopicName(topic)
                    .setTopicId(view.topicId(topic))
                    .setPartitionStates(states));
        });
        return new UpdateMetadataRequestData()
                .setControllerId(controllerId)
                .setControllerEpoch(controllerEpoch)
                .setBrokerEpoch(to.epoch())
                .setTopicStates(topics)
                .setLiveBrokers(
                        view.brokers().stream().map(ControlMessages::live).toList());
    }

    StopReplicaRequestData stopReplica(LiveBroker to, SortedMap<TopicPartition, Stop> partitions) {
        List<StopReplicaTopicState> topics = new ArrayList<>();
        byTopic(partitions.keySet()).forEach((topic, ofTopic) -> {
            List<StopReplicaPartitionState> states = new ArrayList<>();
            for (TopicPartition partition : ofTopic) {
                Stop stop = partitions.getOrDefault(partition, new Stop(-1, false));
                states.add(new StopReplicaPartitionState()
                        .setPartitionIndex(partition.partition())
                        .setLeaderEpoch(stop.leaderEpoch())
                        .setDeletePartition(stop.delete()));
            }
            topics.add(new StopReplicaTopicState().setTopicName(topic).setPartitionStates(states));
        });
        return new StopReplicaRequestData()
                .setControllerId(controllerId)
                .setControllerEpoch(controllerEpoch)
                .setBrokerEpoch(to.epoch())
                .setTopicStates(topics);
    }

    private UpdateMetadataPartitionState metadata(TopicPartition partition) {
        PartitionState state = known(partition);
        boolean deleting = view.toBeDeleted(partition.topic());
        return new UpdateMetadataPartitionState()
                .setPartitionIndex(partition.partition())
                .setControllerEpoch(state.controllerEpoch())
                .setLeader(deleting ? LEADER_DURING_DELETION : state.leader())
                .setLeaderEpoch(deleting ? 0 : state.leaderEpoch())
                .setIsr(state.isr())
                .setZkVersion(deleting ? 0 : state.partitionEpoch())
                .setReplicas(view.replicas(partition))
                .setOfflineReplicas(view.replicas(partition).stream()
                        .filter(id -> view.broker(id).isEmpty())
                        .toList());
    }

    private static UpdateMetadataBroker live(LiveBroker broker) {
        List<UpdateMetadataEndpoint> endpoints = new ArrayList<>();
        for (Endpoint endpoint : broker.registration().endpoints()) {
            endpoints.add(new UpdateMetadataEndpoint()
                    .setHost(endpoint.host())
                    .setPort(endpoint.port())
                    .setListener(endpoint.listener())
                    .setSecurityProtocol(SecurityProtocol.forName(endpoint.securityProtocol()).id));
        }
        return new UpdateMetadataBroker()
                .setId(broker.id())
                .setEndpoints(endpoints)
                .setRack(broker.registration().rack());
    }

    private PartitionState known(TopicPartition partition) {
        return view.state(partition)
                .orElseThrow(() -> new IllegalStateException(partition + " has no state that could be told"));
    }

    private static SortedMap<String, List<TopicPartition>> byTopic(Collection<TopicPartition> partitions) {
        return partitions.stream()
                .collect(Collectors.groupingBy(TopicPartition::topic, TreeMap::new, Collectors.toList()));
    }
}
