package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.TopicZnode;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The cluster as the controller knows it in one term: read from ZooKeeper at the term's beginning, kept up by watches and by its own
 * writes. A broker is online when it is registered and not shutting down.
 */
final class ClusterView {
    private final NavigableMap<Integer, LiveBroker> brokers = new TreeMap<>();
    private final SortedSet<Integer> shuttingDown = new TreeSet<>();
    private final NavigableMap<String, TopicZnode> topics = new TreeMap<>();
    private final NavigableMap<TopicPartition, PartitionState> states = new TreeMap<>(PartitionOrder.BY_NAME);
    private final SortedSet<String> toBeDeleted = new TreeSet<>();

    void putBroker(LiveBroker broker) {
        brokers.put(broker.id(), broker);
        shuttingDown.remove(broker.id());
    }

    void removeBroker(int id) {
        brokers.remove(id);
        shuttingDown.remove(id);
    }

    void markShuttingDown(int id) {
        shuttingDown.add(id);
    }

    SortedSet<Integer> shuttingDown() {
        return Collections.unmodifiableSortedSet(shuttingDown);
    }

    Optional<LiveBroker> broker(int id) {
        return Optional.ofNullable(brokers.get(id));
    }

    Collection<LiveBroker> brokers() {
        return Collections.unmodifiableCollection(brokers.values());
    }

    /** The ids of all registered brokers. */
    SortedSet<Integer> registered() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(brokers.keySet()));
    }

    /** The ids of the brokers that are registered and not shutting down. */
    SortedSet<Integer> online() {
        SortedSet<Integer> online = new TreeSet<>(brokers.keySet());
        online.removeAll(shuttingDown);
        return online;
    }

    /** The broker epochs of all registered brokers. */
    SortedMap<Integer, Long> epochs() {
        SortedMap<Integer, Long> epochs = new TreeMap<>();
        brokers.forEach((id, broker) -> epochs.put(id, broker.epoch()));
        return epochs;
    }

    /** The broker epochs of the brokers that are registered and not shutting down. */
    SortedMap<Integer, Long> onlineEpochs() {
        SortedMap<Integer, Long> epochs = epochs();
        epochs.keySet().removeAll(shuttingDown);
        return epochs;
    }

    void putTopic(String name, TopicZnode topic) {
        topics.put(name, topic);
    }

    void removeTopic(String name) {
        topics.remove(name);
        toBeDeleted.remove(name);
        states.keySet().removeIf(partition -> partition.topic().equals(name));
    }

    Optional<TopicZnode> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    SortedSet<String> topics() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(topics.keySet()));
    }

    Uuid topicId(String name) {
        TopicZnode topic = topics.get(name);
        return topic == null || topic.topicId() == null ? Uuid.ZERO_UUID : topic.topicId();
    }

    Optional<String> topicName(Uuid id) {
        return topics.entrySet().stream()
                .filter(entry -> id.equals(entry.getValue().topicId()))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** The replicas of a partition, the preferred leader first; empty when there is no such partition. */
    List<Integer> replicas(TopicPartition partition) {
        TopicZnode topic = topics.get(partition.topic());
        return topic == null ? List.of() : topic.replicas().getOrDefault(partition.partition(), List.of());
    }

    /** All partitions of a topic. */
    List<TopicPartition> partitions(String name) {
        TopicZnode topic = topics.get(name);
        return topic == null
                ? List.of()
                : topic.replicas().keySet().stream()
                        .map(number -> new TopicPartition(name, number))
                        .toList();
    }

    /** All partitions of all topics that are not to be deleted, in order. */
    List<TopicPartition> partitions() {
        List<TopicPartition> all = new ArrayList<>();
        topics.keySet().stream()
                .filter(topic -> !toBeDeleted.contains(topic))
                .forEach(topic -> all.addAll(partitions(topic)));
        return all;
    }

    /** All partitions of which a broker holds a replica, in order; not those of topics to be deleted. */
    List<TopicPartition> partitionsOn(int broker) {
        return partitions().stream()
                .filter(partition -> replicas(partition).contains(broker))
                .toList();
    }

    void putState(TopicPartition partition, PartitionState state) {
        states.put(partition, state);
    }

    void removeState(TopicPartition partition) {
        states.remove(partition);
    }

    Optional<PartitionState> state(TopicPartition partition) {
        return Optional.ofNullable(states.get(partition));
    }

    /** All partitions that have a state, of topics to be deleted too, in order. */
    List<TopicPartition> partitionsWithState() {
        return List.copyOf(states.keySet());
    }

    /** Whether somebody leads a partition and is registered. */
    boolean led(TopicPartition partition) {
        PartitionState state = states.get(partition);
        return state != null && brokers.containsKey(state.leader());
    }

    void markForDeletion(String topic) {
        toBeDeleted.add(topic);
    }

    boolean toBeDeleted(String topic) {
        return toBeDeleted.contains(topic);
    }

    List<String> topicsToBeDeleted() {
        return List.copyOf(toBeDeleted);
    }
}
