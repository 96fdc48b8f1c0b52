package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.log.Logs;
import ordeal.broker.log.PartitionLog;
import ordeal.broker.port.EventLoop.Timer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All partitions of which this broker has a replica, and what the controller wants this broker to be to them. */
public final class Partitions {
    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final Surroundings around;
    private final Logs logs;
    private final Function<String, TopicSettings> settings;
    private final IsrProposals isrProposals;
    private final Fetchers fetchers;
    private final Map<TopicPartition, Partition> partitions = new TreeMap<>(BY_NAME);
    private final Map<Uuid, String> topicNames = new HashMap<>();
    private @Nullable Timer shrinkTimer;

    /**
     * No partitions yet: roles come from the controller, logs that are on disk wait for them.
     *
     * @param settings the settings in force for a topic
     */
    public Partitions(Surroundings around, Logs logs, Function<String, TopicSettings> settings) {
        this.around = around;
        this.logs = logs;
        this.settings = settings;
        this.isrProposals = new IsrProposals(around);
        this.fetchers = new Fetchers(around);
    }

    /** Begins to look for followers that lag, every half {@code replica.lag.time.max.ms}. */
    public void start() {
        long periodMs = Math.max(1, around.config().replication().lagTimeMaxMs() / 2);
        shrinkTimer = around.loop()
                .every(
                        periodMs,
                        () -> leaders().forEach(leader -> {
                            leader.isr().maybeShrink();
                            leader.advanceHighWatermark(); // who held it back without being in the ISR may have gone
                        }));
    }

    /** A partition, if this broker has it. */
    public Optional<Partition> get(TopicPartition id) {
        return Optional.ofNullable(partitions.get(id));
    }

    /** The name of a topic of which this broker has a replica. */
    public Optional<String> topicName(Uuid topicId) {
        return Optional.ofNullable(topicNames.get(topicId));
    }

    /** All of them, by name. */
    public Collection<Partition> all() {
        return List.copyOf(partitions.values());
    }

    /** The leaderships of this broker. */
    public List<PartitionLeader> leaders() {
        List<PartitionLeader> leaders = new ArrayList<>();
        partitions.values().forEach(partition -> partition.leader().ifPresent(leaders::add));
        return leaders;
    }

    /**
     * Takes on the role that the controller wants, if it is news.
     *
     * @return NONE; STALE_CONTROLLER_EPOCH when the leader epoch is not newer, INCONSISTENT_TOPIC_ID, or UNKNOWN_TOPIC_OR_PARTITION when
     *     this broker has no replica
     */
    public Errors apply(TopicPartition id, Uuid topicId, Leadership leadership) {
        if (!leadership.replicas().contains(around.brokerId())) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        Partition known = partitions.get(id);
        if (known != null && !known.topicId().equals(topicId)) {
            return Errors.INCONSISTENT_TOPIC_ID;
        }
        if (known != null
                && (leadership.leaderEpoch() <= known.leaderEpoch()
                        || leadership.partitionEpoch() < known.partitionEpoch())) {
            return Errors.STALE_CONTROLLER_EPOCH;
        }
        Partition partition = known == null ? open(id, topicId) : known;
        if (!partition.topicId().equals(topicId)) {
            remove(partition);
            return Errors.INCONSISTENT_TOPIC_ID;
        }
        if (leadership.leader() == around.brokerId()) {
            lead(partition, leadership);
        } else {
            follow(partition, leadership);
        }
        return Errors.NONE;
    }

    private Partition open(TopicPartition id, Uuid topicId) {
        PartitionLog log = logs.getOrCreate(id, topicId, settings.apply(id.topic()));
        Partition partition = new Partition(id, log, isrProposals);
        add(partition);
        return partition;
    }

    private void add(Partition partition) {
        partitions.put(partition.id(), partition);
        topicNames.put(partition.topicId(), partition.id().topic());
    }

    private void remove(Partition partition) {
        partitions.remove(partition.id());
        if (partitions.values().stream().noneMatch(other -> other.topicId().equals(partition.topicId()))) {
            topicNames.remove(partition.topicId());
        }
    }

    private void lead(Partition partition, Leadership leadership) {
        fetchers.stop(partition.id());
        PartitionLeader leader = new PartitionLeader(partition, around, leadership);
        LOG.info(
                "{}: leading in epoch {} from offset {}, ISR {}",
                partition.id(),
                leadership.leaderEpoch(),
                leader.epochStartOffset(),
                leadership.isr());
        partition.become(leader);
    }

    private void follow(Partition partition, Leadership leadership) {
        if (leadership.leaderAddress() == null && leadership.leader() != PartitionState.NO_LEADER) {
            LOG.info("{}: its leader {} is not alive; waiting for the next", partition.id(), leadership.leader());
            return;
        }
        fetchers.stop(partition.id());
        PartitionFollower follower = new PartitionFollower(partition, around, leadership);
        partition.become(follower);
        LOG.info(
                "{}: following broker {} in epoch {} from offset {}",
                partition.id(),
                leadership.leader(),
                leadership.leaderEpoch(),
                partition.log().logEndOffset());
        if (leadership.leaderAddress() != null) {
            fetchers.follow(follower, leadership.leaderAddress());
        }
    }

    /** Everything that a LeaderAndIsr request wanted has been applied. */
    public void applied() {
        fetchers.closeIdle();
    }

    /**
     * Ceases to be a replica's leader or follower. Its log stays.
     *
     * @param leaderEpoch of the request; -1 for none, -2 for a deletion of the topic
     * @return NONE, or FENCED_LEADER_EPOCH for a request from the past
     */
    public Errors stop(TopicPartition id, int leaderEpoch) {
        Partition partition = partitions.get(id);
        if (partition != null) {
            if (around.rules().staleStop(leaderEpoch, partition.leaderEpoch())) {
                return Errors.FENCED_LEADER_EPOCH;
            }
            LOG.info("{}: stopped", id);
            fetchers.stop(id);
            fetchers.closeIdle();
            remove(partition);
            partition.become(null);
        }
        return Errors.NONE;
    }

    /**
     * Deletes the log of a replica that was stopped, or never had a role.
     *
     * @return complete when it does not come back after a loss of power
     */
    public CompletableFuture<Void> delete(TopicPartition id) {
        if (partitions.containsKey(id)) {
            throw new IllegalStateException(id + " has a role; it must be stopped first");
        }
        LOG.info("{}: deleted", id);
        return logs.delete(id);
    }

    /** A topic's settings have changed. */
    public void configure(String topic) {
        logs.configure(topic, settings.apply(topic));
        partitions.values().stream()
                .filter(partition -> partition.id().topic().equals(topic))
                .forEach(partition -> partition.leader().ifPresent(PartitionLeader::advanceHighWatermark));
    }

    /** Stops fetching and looking for laggards, before the logs are closed. */
    public void close() {
        if (shrinkTimer != null) {
            shrinkTimer.cancel();
        }
        fetchers.closeAll();
        all().forEach(partition -> partition.become(null));
    }
}
