package ordeal.broker.fake;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.Logs;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.replication.Leadership;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.replication.Partitions;
import ordeal.broker.replication.Progress;
import ordeal.broker.replication.Surroundings;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;

/** The replicas of broker 1, over fakes: which other brokers there are and what they do is up to the test. */
public final class Replicas {
    /** The id of every topic. */
    public static final Uuid TOPIC_ID = new Uuid(1, 2);
    /** Of broker 1. */
    public static final long BROKER_EPOCH = 7;
    /** The controller, when there is one. */
    public static final int CONTROLLER = 3;

    private final BrokerConfig config = SmallBrokerConfig.of(1, null);
    private final SteppedEventLoop loop = new SteppedEventLoop();
    private final RecordingJournal journal = new RecordingJournal();
    private final RecordingPeerTransport transport = new RecordingPeerTransport(loop);
    private final Set<Integer> alive = new TreeSet<>();
    private final MemoryLogStorage storage;
    private final Logs logs;
    private final Partitions partitions;
    private TopicSettings settings = SmallBrokerConfig.topicDefaults();

    /** No replicas on a disk whose flushes take no time. */
    public Replicas() {
        this(0);
    }

    /** No replicas on a disk whose flushes take this long. */
    public Replicas(long flushDelayMs) {
        storage = new MemoryLogStorage(loop, flushDelayMs);
        logs = new Logs(loop, storage, config.log(), config.topicDefaults(), Integer.MAX_VALUE, new ReplicationRules());
        partitions = new Partitions(
                new Surroundings(
                        loop,
                        journal,
                        new ReplicationRules(),
                        config,
                        transport,
                        () -> BROKER_EPOCH,
                        new Others(),
                        new Progress(loop)),
                logs,
                _ -> settings);
    }

    /** Brokers that are registered; one of them may be {@link #CONTROLLER}. */
    public Replicas others(Integer... ids) {
        alive.addAll(List.of(ids));
        return this;
    }

    /** Makes broker 1 the leader, in leader epoch 0. */
    public PartitionLeader lead(TopicPartition partition, List<Integer> isr, List<Integer> replicas) {
        Errors error = partitions.apply(partition, TOPIC_ID, new Leadership(1, 0, 0, isr, replicas, null));
        if (error != Errors.NONE) {
            throw new IllegalStateException("not leading " + partition + ": " + error);
        }
        return leader(partition);
    }

    /** Broker 1 as the leader that it is. */
    public PartitionLeader leader(TopicPartition partition) {
        return partitions.get(partition).flatMap(Partition::leader).orElseThrow();
    }

    /** The settings that topics have from now on. */
    public void settings(TopicSettings changed) {
        settings = changed;
    }

    /** The settings that topics have. */
    public TopicSettings settings() {
        return settings;
    }

    /** What does everything. */
    public SteppedEventLoop loop() {
        return loop;
    }

    /** What was journalled. */
    public RecordingJournal journal() {
        return journal;
    }

    /** What was asked of others. */
    public RecordingPeerTransport transport() {
        return transport;
    }

    /** The disk. */
    public MemoryLogStorage storage() {
        return storage;
    }

    /** The logs on it. */
    public Logs logs() {
        return logs;
    }

    /** The partitions. */
    public Partitions partitions() {
        return partitions;
    }

    private final class Others implements Surroundings.Peers {
        @Override
        public boolean alive(int brokerId) {
            return alive.contains(brokerId);
        }

        @Override
        public Optional<PeerAddress> controller() {
            return alive.contains(CONTROLLER)
                    ? Optional.of(new PeerAddress(CONTROLLER, "broker-" + CONTROLLER, 9092))
                    : Optional.empty();
        }
    }
}
