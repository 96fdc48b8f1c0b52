package ordeal.nemesis.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;
import ordeal.nemesis.port.ClockControl;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.ClusterView;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.NetworkControl;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.OperatorControl;
import ordeal.nemesis.port.ProcessControl;
import ordeal.nemesis.port.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * A cluster on virtual time: sessions expire after 3 s, followers leave the ISR after 2 s and need 1 s of fetching to come back, brokers
 * take 4 s to start and ZooKeeper 1.5 s.
 */
public final class FakeCluster implements ClusterControl {
    private static final long MS = 1_000_000;
    private static final long SESSION_NANOS = 3_000 * MS;
    private static final long LAG_NANOS = 2_000 * MS;
    private static final long CATCH_UP_NANOS = 1_000 * MS;
    private static final long REGISTER_NANOS = 500 * MS;
    static final long ZOOKEEPER_BOOT_NANOS = 1_500 * MS;

    final FakeClock clock;
    final Map<Integer, FakeBroker> brokers = new TreeMap<>();
    final Map<Integer, FakeBroker> zookeepers = new TreeMap<>();
    final Map<String, FakePartition> partitions = new TreeMap<>();
    final Map<Link, LinkBehaviour> links = new TreeMap<>();
    final Set<Integer> failing = new TreeSet<>();
    boolean diesOfFullDisk;
    private boolean unclean;
    long brokerBootNanos = 4_000 * MS;
    private final List<String> log = new ArrayList<>();
    private final List<String> unavailable = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();
    private OptionalInt controller = OptionalInt.of(1);
    private int lastController;
    private long controllerSettlesAtNanos = Long.MIN_VALUE;
    private long controllersSettleInNanos;
    private long nextCzxid = 1_000;
    private @Nullable ClusterState seen;
    private final FakeProcesses processes = new FakeProcesses(this);
    private final FakeNetwork network = new FakeNetwork(this);

    public FakeCluster(FakeClock clock, int brokerCount, int zookeeperCount, int partitionCount) {
        this.clock = clock;
        for (int id = 1; id <= brokerCount; id++) {
            brokers.put(id, new FakeBroker(id));
        }
        for (int id = 1; id <= zookeeperCount; id++) {
            zookeepers.put(id, new FakeBroker(id));
        }
        for (int p = 0; p < partitionCount; p++) {
            List<Integer> replicas = new ArrayList<>();
            for (int i = 0; i < Math.min(3, brokerCount); i++) {
                replicas.add((p + i) % brokerCount + 1);
            }
            partitions.put("topic-" + p, new FakePartition(replicas));
        }
        clock.onTick(this::tick);
    }

    /** What was done to it, one line each, such as {@code kill broker-1}. */
    public List<String> log() {
        return log;
    }

    /** From now on a broker takes so long to start. */
    public void brokersBootIn(long bootMs) {
        brokerBootNanos = bootMs * MS;
    }

    /** From now on any live replica leads when nobody of the ISR is there. */
    public void electsUncleanly() {
        unclean = true;
    }

    /** Each partition is led by its second replica now. */
    public void secondReplicasLead() {
        partitions.values().forEach(partition -> {
            partition.leader = OptionalInt.of(partition.replicas.get(1));
            partition.leaderEpoch++;
        });
        seen = null;
    }

    /** From now on a broker dies when its disk is full. */
    public void brokersDieOfFullDisks() {
        diesOfFullDisk = true;
    }

    /** By itself: nobody is asked to log it. */
    void dies(int broker) {
        broker(broker).alive = false;
    }

    boolean lives(int broker) {
        return broker(broker).alive;
    }

    /** From now on this operation, such as {@code pause}, throws. */
    public void breaks(String operation) {
        broken.add(operation);
    }

    public void cannot(Capability capability) {
        unavailable.add(capability.name());
    }

    /** Names of the brokers that are dead, paused or not in sync. */
    public Set<String> unwell() {
        Set<String> unwell = new TreeSet<>();
        ClusterState state = now();
        brokers.values().stream()
                .filter(broker -> !broker.runs() || !state.inSync(broker.id))
                .forEach(broker -> unwell.add(Node.broker(broker.id).name()));
        return unwell;
    }

    public boolean linksAreOpen() {
        return links.isEmpty();
    }

    void did(String what) {
        seen = null;
        log.add(what);
        String operation = what.substring(0, what.indexOf(' '));
        if (broken.contains(operation)) {
            throw new InjectionException("the test broke " + operation);
        }
    }

    @Override
    public Availability availability(Capability capability) {
        return unavailable.contains(capability.name())
                ? new Availability.Unavailable("not in this test")
                : new Availability.Available();
    }

    @Override
    public ProcessControl processes() {
        return processes;
    }

    @Override
    public NetworkControl network() {
        return network;
    }

    @Override
    public DiskControl disks() {
        return new FakeDisks(this);
    }

    @Override
    public ClockControl clocks() {
        return new FakeClocks(this);
    }

    @Override
    public OperatorControl operator() {
        return new FakeOperator(this);
    }

    @Override
    public ClusterView view() {
        return this::now;
    }

    /** A broker that hears ZooKeeper registers anew half a second later. */
    void expireSession(int id) {
        FakeBroker broker = broker(id);
        if (!zookeeperAnswers() || !broker.registered) {
            throw new InjectionException("broker-" + id + " has no session that could be ended");
        }
        broker.registered = false;
        broker.readyAtNanos = Math.max(broker.readyAtNanos, clock.nowNanos() + REGISTER_NANOS);
        seen = null;
    }

    /** The next one is another broker, the next in the order of ids that can be. */
    void deleteController() {
        lastController = controller.orElse(lastController);
        controller = OptionalInt.empty();
        controllerSettlesAtNanos = Math.max(controllerSettlesAtNanos, clock.nowNanos() + controllersSettleInNanos);
        seen = null;
    }

    /** Where the first replica of an assignment is in the ISR and lives, it leads. */
    void electPreferred() {
        for (FakePartition partition : partitions.values()) {
            int preferred = partition.replicas.getFirst();
            if (partition.isr.contains(preferred) && broker(preferred).registered && !partition.ledBy(preferred)) {
                partition.leader = OptionalInt.of(preferred);
                partition.leaderEpoch++;
            }
        }
        seen = null;
    }

    /** From now on the operator finds a controller too new to be moved until this moment. */
    public void controllerSettlesAt(long nanos) {
        controllerSettlesAtNanos = nanos;
    }

    /** From now on the operator finds each controller that is elected too new to be moved for so long. */
    public void controllersSettleIn(long nanos) {
        controllersSettleInNanos = nanos;
    }

    boolean controllerIsNew() {
        return clock.nowNanos() < controllerSettlesAtNanos;
    }

    ClusterState now() {
        ClusterState known = seen;
        if (known == null) {
            known = look();
            seen = known;
        }
        return known;
    }

    private ClusterState look() {
        Map<Integer, Long> registrations = new TreeMap<>();
        brokers.values().stream().filter(b -> b.registered).forEach(b -> registrations.put(b.id, b.czxid));
        Map<String, PartitionState> states = new TreeMap<>();
        partitions.forEach((name, partition) -> states.put(name, partition.state()));
        return new ClusterState(
                zookeeperAnswers(),
                new TreeSet<>(brokers.keySet()),
                new TreeSet<>(zookeepers.keySet()),
                new TreeMap<>(registrations),
                controller,
                OptionalInt.of(1),
                new TreeMap<>(states));
    }

    private FakeBroker broker(int id) {
        return Objects.requireNonNull(brokers.get(id));
    }

    private boolean zookeeperAnswers() {
        long running = zookeepers.values().stream()
                .filter(z -> z.runs() && clock.nowNanos() >= z.readyAtNanos)
                .count();
        return running > zookeepers.size() / 2;
    }

    private void tick() {
        seen = null;
        long nowNanos = clock.nowNanos();
        brokers.values().stream().filter(b -> nowNanos >= b.diesAtNanos).forEach(b -> {
            b.alive = false;
            b.diesAtNanos = Long.MAX_VALUE;
        });
        if (!zookeeperAnswers()) {
            brokers.values().forEach(broker -> broker.heardNanos = nowNanos);
            return;
        }
        brokers.values().forEach(broker -> session(broker, nowNanos));
        if (controller.isEmpty() || !broker(controller.getAsInt()).registered) {
            controller = brokers.values().stream()
                    .filter(b -> b.holdsSession() && b.runs())
                    .mapToInt(b -> b.id)
                    .boxed()
                    .min(Comparator.comparingInt(id -> Math.floorMod(id - lastController - 1, brokers.size())))
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
        }
        partitions.values().forEach(partition -> replicate(partition, nowNanos));
    }

    private void session(FakeBroker broker, long nowNanos) {
        boolean heard = broker.runs() && !network.cutBetween(Node.broker(broker.id), Node.zookeeper(1));
        if (broker.registered) {
            if (heard && broker.holdsSession()) {
                broker.heardNanos = nowNanos;
            } else if (nowNanos - broker.heardNanos > SESSION_NANOS) {
                broker.registered = false;
            }
        } else if (heard && nowNanos >= broker.readyAtNanos) {
            broker.registered = true;
            broker.registeredIncarnation = broker.incarnation;
            broker.czxid = nextCzxid++;
            broker.heardNanos = nowNanos;
        }
    }

    private void replicate(FakePartition partition, long nowNanos) {
        if (partition.isr.size() > 1) {
            partition.isr.removeIf(id -> !broker(id).registered && partition.isr.size() > 1);
        }
        if (partition.leader.isEmpty() || !broker(partition.leader.getAsInt()).registered) {
            partition.leader = partition.isr.stream()
                    .filter(id -> broker(id).registered)
                    .mapToInt(id -> id)
                    .findFirst();
            if (partition.leader.isEmpty() && unclean) {
                partition.leader = partition.replicas.stream()
                        .filter(id -> broker(id).registered)
                        .mapToInt(id -> id)
                        .findFirst();
                partition.leader.ifPresent(id -> {
                    partition.isr.clear();
                    partition.isr.add(id);
                });
            }
            partition.leaderEpoch++;
            partition.lagsSinceNanos.clear();
        }
        if (partition.leader.isEmpty()) {
            return;
        }
        FakeBroker leader = broker(partition.leader.getAsInt());
        partition.replicas.stream()
                .filter(id -> id != leader.id)
                .forEach(id -> follow(partition, leader, broker(id), nowNanos));
    }

    private void follow(FakePartition partition, FakeBroker leader, FakeBroker follower, long nowNanos) {
        boolean fetches = leader.runs()
                && follower.runs()
                && follower.holdsSession()
                && !network.cutBetween(Node.broker(follower.id), Node.broker(leader.id));
        if (fetches) {
            partition.lagsSinceNanos.remove(follower.id);
            long since = partition.fetchesSinceNanos.computeIfAbsent(follower.id, _ -> nowNanos);
            if (nowNanos - since >= CATCH_UP_NANOS) {
                partition.isr.add(follower.id);
            }
            return;
        }
        partition.fetchesSinceNanos.remove(follower.id);
        long since = partition.lagsSinceNanos.computeIfAbsent(follower.id, _ -> nowNanos);
        boolean leaderCanShrink = leader.runs() && !network.cutBetween(Node.broker(leader.id), Node.zookeeper(1));
        if (leaderCanShrink && nowNanos - since > LAG_NANOS) {
            partition.isr.remove(follower.id);
        }
    }

    static Receipt receipt(String proof) {
        return new Receipt(proof);
    }
}
