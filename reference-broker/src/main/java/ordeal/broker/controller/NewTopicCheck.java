package ordeal.broker.controller;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicConfigDefinition;
import ordeal.broker.coordination.UuidSource;
import ordeal.broker.rules.ReplicaAssignment;
import ordeal.broker.rules.ReplicaAssignment.Candidate;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableReplicaAssignment;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.protocol.Errors;

/** Whether a topic may be created as asked, and with which replicas; the checks and their errors are Kafka's. */
final class NewTopicCheck {
    private static final int DEFAULT = -1;

    private final ClusterView view;
    private final BrokerConfig.Topics defaults;
    private final RandomGenerator random;
    private final UuidSource ids;

    /** A request that cannot be met. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final Errors error;

        private Refusal(Errors error, String message) {
            super(message);
            this.error = error;
        }

        private NewTopic.Refused refused() {
            return new NewTopic.Refused(error, String.valueOf(getMessage()));
        }
    }

    NewTopicCheck(ClusterView view, BrokerConfig.Topics defaults, RandomGenerator random) {
        this.view = view;
        this.defaults = defaults;
        this.random = random;
        this.ids = new UuidSource(random);
    }

    NewTopic check(CreatableTopic topic) {
        try {
            checkName(topic.name());
            SortedMap<String, String> settings = settings(topic);
            SortedMap<Integer, List<Integer>> replicas = topic.assignments().isEmpty() ? assigned(topic) : given(topic);
            return new NewTopic.Allowed(topic.name(), ids.next(), replicas, settings);
        } catch (Refusal refusal) {
            return refusal.refused();
        }
    }

    private void checkName(String name) throws Refusal {
        if (view.topic(name).isPresent()) {
            throw new Refusal(Errors.TOPIC_ALREADY_EXISTS, "Topic '" + name + "' already exists.");
        }
        try {
            Topic.validate(name);
        } catch (InvalidTopicException e) {
            throw new Refusal(Errors.INVALID_TOPIC_EXCEPTION, String.valueOf(e.getMessage()));
        }
        Optional<String> similar = view.topics().stream()
                .filter(other -> Topic.hasCollision(name, other))
                .findFirst();
        if (similar.isPresent()) {
            throw new Refusal(
                    Errors.INVALID_TOPIC_EXCEPTION,
                    "Topic '" + name + "' collides with existing topic: " + similar.get());
        }
    }

    private static SortedMap<String, String> settings(CreatableTopic topic) throws Refusal {
        SortedMap<String, String> settings = new TreeMap<>();
        for (CreatableTopicConfig config : topic.configs()) {
            if (config.value() == null) {
                throw new Refusal(
                        Errors.INVALID_CONFIG, "Null value not supported for topic configs: " + config.name());
            }
            settings.put(config.name(), config.value());
        }
        List<String> errors = TopicConfigDefinition.validate(settings);
        if (!errors.isEmpty()) {
            throw new Refusal(Errors.INVALID_CONFIG, String.join("; ", errors));
        }
        return settings;
    }

    private SortedMap<Integer, List<Integer>> assigned(CreatableTopic topic) throws Refusal {
        int partitions = topic.numPartitions() == DEFAULT ? defaults.numPartitions() : topic.numPartitions();
        int factor =
                topic.replicationFactor() == DEFAULT ? defaults.defaultReplicationFactor() : topic.replicationFactor();
        List<Candidate> brokers = view.online().stream()
                .flatMap(id -> view.broker(id).stream())
                .map(broker -> new Candidate(broker.id(), broker.registration().rack()))
                .toList();
        if (partitions <= 0) {
            throw new Refusal(Errors.INVALID_PARTITIONS, "Number of partitions must be larger than 0.");
        }
        if (factor <= 0) {
            throw new Refusal(Errors.INVALID_REPLICATION_FACTOR, "Replication factor must be larger than 0.");
        }
        if (factor > brokers.size()) {
            throw new Refusal(
                    Errors.INVALID_REPLICATION_FACTOR,
                    "Replication factor: " + factor + " larger than available brokers: " + brokers.size() + ".");
        }
        if (!ReplicaAssignment.racksConsistent(brokers)) {
            throw new Refusal(
                    Errors.INVALID_REQUEST, "Not all brokers name a rack, so replicas cannot be spread over racks.");
        }
        return ReplicaAssignment.assign(
                brokers, partitions, factor, random.nextInt(brokers.size()), random.nextInt(brokers.size()));
    }

    private SortedMap<Integer, List<Integer>> given(CreatableTopic topic) throws Refusal {
        if (topic.numPartitions() != DEFAULT || topic.replicationFactor() != DEFAULT) {
            throw new Refusal(
                    Errors.INVALID_REQUEST,
                    "Both numPartitions or replicationFactor and replicasAssignments were set. Both cannot be used at"
                            + " the same time.");
        }
        SortedMap<Integer, List<Integer>> replicas = new TreeMap<>();
        for (CreatableReplicaAssignment partition : topic.assignments()) {
            replicas.put(partition.partitionIndex(), List.copyOf(partition.brokerIds()));
        }
        int factor = replicas.values().iterator().next().size();
        for (int partition = 0; partition < topic.assignments().size(); partition++) {
            List<Integer> ids = replicas.get(partition);
            if (ids == null) {
                throw wrong("partitions should be a consecutive 0-based integer sequence");
            }
            if (ids.isEmpty() || ids.size() != factor) {
                throw wrong("all partitions should have the same number of replicas, at least one");
            }
            if (new HashSet<>(ids).size() != ids.size()) {
                throw wrong("duplicate brokers in " + ids + " of partition " + partition);
            }
            if (!view.registered().containsAll(ids)) {
                throw wrong("unknown broker in " + ids + " of partition " + partition);
            }
        }
        return replicas;
    }

    private static Refusal wrong(String message) {
        return new Refusal(Errors.INVALID_REPLICA_ASSIGNMENT, message);
    }
}
