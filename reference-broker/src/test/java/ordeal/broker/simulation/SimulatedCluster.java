package ordeal.broker.simulation;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.fake.FakeCoordination;
import ordeal.broker.fake.FakeEventLoop;
import ordeal.broker.fake.FakeHost;
import ordeal.broker.fake.FakeNetwork;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.MemoryLogStorage;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.fake.VirtualTime;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.MemoryRecords;

/** Three brokers, a ZooKeeper and a network between them, in one virtual time, all drawn from one seed. */
final class SimulatedCluster implements ReplicaJudge.Disks {
    static final List<Integer> BROKERS = List.of(1, 2, 3);
    private static final int CLIENT = 101;
    private static final int LONGEST_FLUSH_MS = 8;

    private final SplittableRandom random;
    private final ReplicationRules rules;
    private final TopicSettings topicDefaults;
    private final VirtualTime time;
    private final FakeZooKeeper zookeeper;
    private final FakeNetwork network;
    private final FakeEventLoop outside;
    private final Trace trace;
    private final Violations violations;
    private final ZooKeeperJudge zookeeperJudge;
    private final ReplicaJudge replicaJudge;
    private final SimulatedClient client;
    private final Map<Integer, SimulatedBroker> running = new TreeMap<>();
    private final Map<Integer, MemoryLogStorage> disks = new TreeMap<>();
    private final Map<Integer, Integer> incarnationOf = new TreeMap<>();
    private int incarnations;
    private boolean supervised;

    SimulatedCluster(long seed, ReplicationRules rules, TopicSettings topicDefaults) {
        this.random = new SplittableRandom(seed);
        this.rules = rules;
        this.topicDefaults = topicDefaults;
        this.time = new VirtualTime(random.nextLong());
        this.trace = new Trace(time::nowNanos);
        this.violations = new Violations(trace);
        this.zookeeperJudge = new ZooKeeperJudge(violations, time::nowNanos);
        this.replicaJudge = new ReplicaJudge(violations, zookeeperJudge, this);
        this.zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), SmallBrokerConfig.SESSION_TIMEOUT_MS);
        this.network = new FakeNetwork(random.split());
        this.outside = time.newLoop("outside");
        zookeeper.observe(transaction -> {
            zookeeperJudge.judge(transaction);
            trace.add("zookeeper", transaction);
        });
        FakeEventLoop clientLoop = time.newLoop("client");
        this.client = new SimulatedClient(clientLoop, network.join(CLIENT, clientLoop), random.split(), BROKERS);
    }

    VirtualTime time() {
        return time;
    }

    FakeNetwork network() {
        return network;
    }

    FakeZooKeeper zookeeper() {
        return zookeeper;
    }

    /** A loop of nobody's: faults happen on it, between two tasks of the others. */
    FakeEventLoop outside() {
        return outside;
    }

    Trace trace() {
        return trace;
    }

    Violations violations() {
        return violations;
    }

    ReplicaJudge replicaJudge() {
        return replicaJudge;
    }

    ZooKeeperJudge zookeeperJudge() {
        return zookeeperJudge;
    }

    SimulatedClient client() {
        return client;
    }

    /** A broker, when it runs. */
    Optional<SimulatedBroker> broker(int id) {
        return Optional.ofNullable(running.get(id));
    }

    /** From now on a broker that ends by itself is started again. */
    void supervise() {
        supervised = true;
    }

    /** Starts a broker that does not run, on what its disk holds. */
    void start(int id) {
        if (running.containsKey(id)) {
            return;
        }
        int incarnation = ++incarnations;
        String name = "broker-" + id + "." + incarnation;
        FakeEventLoop loop = time.newLoop(name);
        FakeHost host = network.join(id, loop);
        FakeCoordination coordination = zookeeper.client(loop);
        MemoryLogStorage before = disks.get(id);
        MemoryLogStorage disk =
                before == null ? new MemoryLogStorage(loop, 1 + random.nextInt(LONGEST_FLUSH_MS)) : before.on(loop);
        disks.put(id, disk);
        trace.add(name, new Trace.Event("starts"));
        SimulatedBroker started = new SimulatedBroker(
                id,
                loop,
                host,
                coordination,
                disk,
                entry -> {
                    trace.add(name, entry);
                    replicaJudge.journalled(id, incarnation, entry);
                },
                random.split(),
                topicDefaults,
                rules,
                new SimulatedBroker.Fate() {
                    @Override
                    public void couldNotStart(Throwable reason) {
                        trace.add(name, new Trace.Event("could not start: " + reason.getMessage()));
                        outside.execute(() -> end(id, incarnation, "ends"));
                    }

                    @Override
                    public void impossible(Throwable reason) {
                        violations.add(name + " found an impossible state", reason);
                        outside.execute(() -> end(id, incarnation, "ends"));
                    }

                    @Override
                    public void stopped() {
                        outside.execute(() -> end(id, incarnation, "has stopped"));
                    }
                });
        incarnationOf.put(id, incarnation);
        running.put(id, started);
        started.start();
    }

    private void end(int id, int incarnation, String how) {
        if (Integer.valueOf(incarnation).equals(incarnationOf.get(id))) {
            end(id, false, how);
            if (supervised) {
                start(id);
            }
        }
    }

    /**
     * A broker is gone at once.
     *
     * @param power whether what was not synced is gone with it
     */
    void end(int id, boolean power, String how) {
        SimulatedBroker ended = running.remove(id);
        if (ended != null) {
            trace.add("broker-" + id, new Trace.Event(how));
            ended.end(random.nextBoolean());
            disks.put(id, power ? ended.disk().afterPowerLoss() : ended.disk().afterKill());
        }
    }

    /** Everybody runs, is registered, and leads or follows in a full ISR as ZooKeeper has it. */
    boolean recovered(List<TopicPartition> partitions) {
        if (!running.keySet().containsAll(BROKERS)
                || !zookeeperJudge.registered().containsAll(BROKERS)) {
            return false;
        }
        if (running.values().stream().anyMatch(SimulatedBroker::stopping)) {
            return false;
        }
        return partitions.stream().allMatch(partition -> {
            PartitionState state = zookeeperJudge.state(partition.partition()).orElse(null);
            return state != null
                    && state.isr().size() == BROKERS.size()
                    && broker(state.leader())
                            .flatMap(leader -> leader.broker().partitions().get(partition))
                            .flatMap(found -> found.leader())
                            .map(PartitionLeader::committedIsr)
                            .filter(isr -> isr.size() == BROKERS.size())
                            .isPresent();
        });
    }

    @Override
    public long endOffset(int broker, TopicPartition partition) {
        return disk(broker).endOffset(partition);
    }

    @Override
    public MemoryRecords everything(int broker, TopicPartition partition) {
        return disk(broker).everything(partition);
    }

    private MemoryLogStorage disk(int broker) {
        return Objects.requireNonNull(disks.get(broker), "broker " + broker + " has never run");
    }
}
