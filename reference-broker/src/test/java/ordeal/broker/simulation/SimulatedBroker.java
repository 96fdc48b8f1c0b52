package ordeal.broker.simulation;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import ordeal.broker.Broker;
import ordeal.broker.BrokerPorts;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.BrokerConfigFile;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.fake.FakeCoordination;
import ordeal.broker.fake.FakeEventLoop;
import ordeal.broker.fake.FakeHost;
import ordeal.broker.fake.MemoryLogStorage;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.rules.ReplicationRules;

/** One broker process: the core as {@code Main} puts it together, over fakes, from its start to its end. */
final class SimulatedBroker {
    private final int id;
    private final FakeEventLoop loop;
    private final FakeHost host;
    private final FakeCoordination coordination;
    private final MemoryLogStorage disk;
    private final Broker broker;
    private final Fate fate;
    private boolean stopping;
    private int zookeeperDelayMs;

    /** What becomes of a process by itself. */
    interface Fate {
        /** It cannot start, and ends. */
        void couldNotStart(Throwable reason);

        /** It found itself in a state that cannot be, and ends. */
        void impossible(Throwable reason);

        /** It has left in order. */
        void stopped();
    }

    SimulatedBroker(
            int id,
            FakeEventLoop loop,
            FakeHost host,
            FakeCoordination coordination,
            MemoryLogStorage disk,
            ordeal.broker.journal.Journal journal,
            SplittableRandom random,
            TopicSettings topicDefaults,
            ReplicationRules rules,
            Fate fate) {
        this.id = id;
        this.loop = loop;
        this.host = host;
        this.coordination = coordination;
        this.disk = disk;
        this.fate = fate;
        RandomGenerator delays = random.split();
        coordination.delay(() -> {
            int usual = delays.nextInt(20) == 0 ? delays.nextInt(20) : delays.nextInt(2);
            return zookeeperDelayMs == 0 ? usual : usual + delays.nextInt(zookeeperDelayMs);
        });
        BrokerPorts ports =
                new BrokerPorts(loop, coordination, host, disk, journal, host.listeners(registration(id)), random);
        this.broker = new Broker(config(id, topicDefaults), ports, rules, fate::impossible);
    }

    private static BrokerRegistration registration(int id) {
        return new BrokerRegistration(
                List.of(
                        new Endpoint("PEER", "peer-" + id, 9092, "PLAINTEXT"),
                        new Endpoint("CLIENT", "client-" + id, 9093, "PLAINTEXT")),
                null);
    }

    private static BrokerConfigFile config(int id, TopicSettings topicDefaults) {
        BrokerConfig small = SmallBrokerConfig.of(id, null);
        return new BrokerConfigFile(
                new BrokerConfig(
                        small.brokerId(),
                        small.rack(),
                        small.zookeeper(),
                        small.peerListener(),
                        small.clientListener(),
                        small.logDir(),
                        small.journalDir(),
                        small.plantedBug(),
                        small.replication(),
                        small.controller(),
                        small.topics(),
                        small.log(),
                        small.network(),
                        topicDefaults),
                List.of(),
                List.of());
    }

    void start() {
        loop.execute(() -> {
            var _ = broker.start().whenComplete((_, failed) -> {
                if (failed != null) {
                    fate.couldNotStart(PatientSession.cause(failed));
                }
            });
        });
    }

    /** Leaves in order. */
    void stop() {
        stopping = true;
        loop.execute(() -> {
            var _ = broker.stop().whenComplete((_, _) -> fate.stopped());
        });
    }

    /** Ends at once; what its connection to ZooKeeper still held may arrive. */
    void end(boolean lastWordsArrive) {
        loop.stop();
        host.crash();
        coordination.die(lastWordsArrive);
    }

    /** Lets every message to and from ZooKeeper take up to so much longer; 0 for the usual. */
    void slowDownZooKeeper(int atMostMs) {
        zookeeperDelayMs = atMostMs;
    }

    /** Whether it is about to leave. */
    boolean stopping() {
        return stopping;
    }

    int id() {
        return id;
    }

    Broker broker() {
        return broker;
    }

    FakeCoordination coordination() {
        return coordination;
    }

    MemoryLogStorage disk() {
        return disk;
    }
}
