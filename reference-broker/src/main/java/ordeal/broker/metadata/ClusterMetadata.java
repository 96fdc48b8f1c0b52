package ordeal.broker.metadata;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.UpdateMetadataRequestData;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataBroker;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataPartitionState;
import org.apache.kafka.common.message.UpdateMetadataRequestData.UpdateMetadataTopicState;

/**
 * The cluster as this broker knows it, from what controllers have told it. Every update carries all live brokers, and the partitions that
 * have changed; whether its sender may still speak is checked before.
 */
public final class ClusterMetadata {
    /** Stands for the controller's id before anybody has told it. */
    public static final int NO_CONTROLLER = -1;

    /** The leader of a partition whose topic is being deleted. */
    private static final int LEADER_DURING_DELETION = -2;

    private SortedMap<Integer, LiveBroker> brokers = new TreeMap<>();
    private final SortedMap<String, SortedMap<Integer, PartitionMetadata>> topics = new TreeMap<>();
    private final Map<String, Uuid> idsByName = new HashMap<>();
    private final Map<Uuid, String> namesById = new HashMap<>();
    private int controllerId = NO_CONTROLLER;

    /** Takes an update in. */
    public void apply(UpdateMetadataRequestData update) {
        controllerId = update.controllerId();
        SortedMap<Integer, LiveBroker> alive = new TreeMap<>();
        update.liveBrokers().forEach(broker -> alive.put(broker.id(), broker(broker)));
        brokers = alive;
        for (UpdateMetadataTopicState topic : update.topicStates()) {
            forgetNamesake(topic.topicName(), topic.topicId());
            for (UpdateMetadataPartitionState partition : topic.partitionStates()) {
                if (partition.leader() == LEADER_DURING_DELETION) {
                    remove(new TopicPartition(topic.topicName(), partition.partitionIndex()));
                } else {
                    topics.computeIfAbsent(topic.topicName(), _ -> new TreeMap<>())
                            .put(partition.partitionIndex(), partition(partition));
                    name(topic.topicName(), topic.topicId());
                }
            }
        }
    }

    /** The brokers that are alive, by id. */
    public Collection<LiveBroker> brokers() {
        return Collections.unmodifiableCollection(brokers.values());
    }

    /** A broker, if it is alive. */
    public Optional<LiveBroker> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    /** Whether a broker is alive. */
    public boolean alive(int id) {
        return brokers.containsKey(id);
    }

    /** The broker that told us last what the cluster looks like; {@link #NO_CONTROLLER} when nobody has. */
    public int controllerId() {
        return controllerId;
    }

    /** The names of all topics, sorted. */
    public Set<String> topics() {
        return Collections.unmodifiableSet(topics.keySet());
    }

    /** Whether there is a topic of this name. */
    public boolean contains(String topic) {
        return topics.containsKey(topic);
    }

    /** The partitions of a topic, by number; empty when there is no such topic. */
    public Collection<PartitionMetadata> partitions(String topic) {
        SortedMap<Integer, PartitionMetadata> partitions = topics.get(topic);
        return partitions == null ? List.of() : Collections.unmodifiableCollection(partitions.values());
    }

    /** A partition, if there is one. */
    public Optional<PartitionMetadata> partition(TopicPartition partition) {
        SortedMap<Integer, PartitionMetadata> partitions = topics.get(partition.topic());
        return partitions == null ? Optional.empty() : Optional.ofNullable(partitions.get(partition.partition()));
    }

    /** A topic's id; {@link Uuid#ZERO_UUID} when there is no such topic, or it has none. */
    public Uuid topicId(String topic) {
        return idsByName.getOrDefault(topic, Uuid.ZERO_UUID);
    }

    /** The topic that has an id. */
    public Optional<String> topicName(Uuid topicId) {
        return Optional.ofNullable(namesById.get(topicId));
    }

    private void remove(TopicPartition partition) {
        SortedMap<Integer, PartitionMetadata> partitions = topics.get(partition.topic());
        if (partitions == null) {
            return;
        }
        partitions.remove(partition.partition());
        if (partitions.isEmpty()) {
            topics.remove(partition.topic());
            Uuid id = idsByName.remove(partition.topic());
            if (id != null) {
                namesById.remove(id);
            }
        }
    }

    /** A topic that was deleted and made again has another id; nothing of the old one is left then, even if nobody said so. */
    private void forgetNamesake(String topic, Uuid id) {
        Uuid before = idsByName.get(topic);
        if (before != null && !id.equals(Uuid.ZERO_UUID) && !before.equals(id)) {
            topics.remove(topic);
            idsByName.remove(topic);
            namesById.remove(before);
        }
    }

    private void name(String topic, Uuid id) {
        if (!id.equals(Uuid.ZERO_UUID)) {
            idsByName.put(topic, id);
            namesById.put(id, topic);
        }
    }

    private static LiveBroker broker(UpdateMetadataBroker broker) {
        Map<String, LiveBroker.Endpoint> endpoints = new HashMap<>();
        broker.endpoints()
                .forEach(endpoint ->
                        endpoints.put(endpoint.listener(), new LiveBroker.Endpoint(endpoint.host(), endpoint.port())));
        return new LiveBroker(broker.id(), broker.rack(), endpoints);
    }

    private static PartitionMetadata partition(UpdateMetadataPartitionState state) {
        return new PartitionMetadata(
                state.partitionIndex(),
                state.controllerEpoch(),
                state.leader(),
                state.leaderEpoch(),
                state.zkVersion(),
                state.isr(),
                state.replicas(),
                state.offlineReplicas());
    }
}
