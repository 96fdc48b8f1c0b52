package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import ordeal.broker.coordination.BrokerRegistration;
import ordeal.broker.coordination.BrokerRegistration.Endpoint;
import ordeal.broker.coordination.ClusterMembership;
import ordeal.broker.rules.ReplicationRules;
import org.jspecify.annotations.Nullable;

/** The membership of one broker in a virtual world, with all it needs. */
public final class FakeMember {
    private final int brokerId;
    private final FakeEventLoop loop;
    private final FakeCoordination coordination;
    private final RecordingJournal journal = new RecordingJournal();
    private final List<Throwable> failures = new ArrayList<>();
    private final ClusterMembership membership;

    /** A broker that has not connected yet. */
    public FakeMember(VirtualTime time, FakeZooKeeper zookeeper, int brokerId) {
        this.brokerId = brokerId;
        this.loop = time.newLoop("broker-" + brokerId);
        this.coordination = zookeeper.client(loop);
        this.membership = new ClusterMembership(
                loop,
                coordination,
                journal,
                new Random(brokerId),
                new ClusterMembership.Settings(
                        brokerId,
                        SmallBrokerConfig.SESSION_TIMEOUT_MS,
                        6000,
                        new ReplicationRules()::ownRegistration,
                        failures::add));
    }

    /** Connects, then registers. */
    public void join(@Nullable String rack) {
        BrokerRegistration registration = new BrokerRegistration(
                List.of(
                        new Endpoint("PEER", "peer-" + brokerId, 9092, "PLAINTEXT"),
                        new Endpoint("CLIENT", "client-" + brokerId, 9093, "PLAINTEXT")),
                rack);
        loop.execute(() -> {
            var _ = membership
                    .connect()
                    .thenCompose(_ -> membership.register(registration))
                    .exceptionally(failed -> {
                        failures.add(failed);
                        return -1L;
                    });
        });
    }

    /** Its event loop. */
    public FakeEventLoop loop() {
        return loop;
    }

    /** Its way to ZooKeeper. */
    public FakeCoordination coordination() {
        return coordination;
    }

    /** What it wrote down. */
    public RecordingJournal journal() {
        return journal;
    }

    /** Its membership. */
    public ClusterMembership membership() {
        return membership;
    }

    /** What went wrong for good. */
    public List<Throwable> failures() {
        return failures;
    }

    /** Dies without a word. */
    public void crash() {
        loop.stop();
        coordination.cut(false);
    }
}
