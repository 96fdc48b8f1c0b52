package ordeal.harness.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.ClusterState.PartitionState;
import ordeal.nemesis.port.ClusterView;
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The cluster's state read from ZooKeeper whenever something in it changes, and at least four times a second. When ZooKeeper does
 * not answer, or what it holds cannot be understood, the last state is kept and marked as not current.
 */
public final class ZooKeeperView implements ClusterView, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperView.class);
    private static final long REFRESH_MS = 250;
    private static final long CONNECT_MS = 200;
    /** A server that hangs keeps a read waiting until its client takes the connection for lost, which is seconds later. */
    private static final long STALE_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    private static final JsonMapper JSON = new JsonMapper();

    private final ZooKeeperSessions sessions;
    private final String chroot;
    private final SortedSet<Integer> brokers;
    private final SortedSet<Integer> zookeepers;
    private final Supplier<OptionalInt> zookeeperLeader;
    /** A permit for each event since the last refresh. */
    private final Semaphore changes = new Semaphore(1);

    private long watchedSession;
    /** Why the last refresh could not understand what it read; empty when it did. */
    private String notUnderstood = "";

    private volatile Read latest;
    private volatile boolean closed;

    /**
     * A view that starts to look at once.
     *
     * @param connect ZooKeeper's connection string, without chroot
     * @param zookeeperLeader asked at each refresh which server leads the ensemble
     */
    public ZooKeeperView(
            String connect,
            String chroot,
            SortedSet<Integer> brokers,
            SortedSet<Integer> zookeepers,
            Supplier<OptionalInt> zookeeperLeader) {
        this.chroot = chroot;
        this.brokers = new TreeSet<>(brokers);
        this.zookeepers = new TreeSet<>(zookeepers);
        this.zookeeperLeader = zookeeperLeader;
        this.latest = new Read(
                new ClusterState(
                        false,
                        brokers,
                        zookeepers,
                        new TreeMap<>(),
                        OptionalInt.empty(),
                        OptionalInt.empty(),
                        new TreeMap<>()),
                System.nanoTime());
        this.sessions = new ZooKeeperSessions(connect, new Signal());
        Thread.ofVirtual().name("zookeeper-view").start(this::refreshUntilClosed);
    }

    @Override
    public ClusterState now() {
        return latest.asOf(System.nanoTime());
    }

    /**
     * What was read.
     *
     * @param atNanos when the reading began
     */
    record Read(ClusterState state, long atNanos) {
        /** The state as it must be taken at a later time: not current when nothing newer has come for long. */
        ClusterState asOf(long nowNanos) {
            return state.current() && nowNanos - atNanos > STALE_NANOS ? notCurrent() : state;
        }

        private ClusterState notCurrent() {
            return new ClusterState(
                    false,
                    state.brokers(),
                    state.zookeepers(),
                    state.registrations(),
                    state.controller(),
                    OptionalInt.empty(),
                    state.partitions());
        }
    }

    /** The session that this view and the operator's actions use. */
    public ZooKeeperSessions sessions() {
        return sessions;
    }

    @Override
    public void close() {
        closed = true;
        wake();
        sessions.close();
    }

    private final class Signal implements Watcher {
        @Override
        public void process(WatchedEvent event) {
            wake();
        }
    }

    private void wake() {
        changes.release();
    }

    private void refreshUntilClosed() {
        while (!closed) {
            try {
                awaitChange();
                long nowNanos = System.nanoTime();
                ZooKeeper client = sessions.connected(CONNECT_MS);
                watch(client);
                latest = new Read(read(client), nowNanos);
                notUnderstood = "";
            } catch (KeeperException | IOException e) {
                log.debug("ZooKeeper does not answer: {}", e.getMessage());
                latest = new Read(latest.notCurrent(), latest.atNanos());
            } catch (RuntimeException e) {
                logOnce(e);
                latest = new Read(latest.notCurrent(), latest.atNanos());
            } catch (InterruptedException _) {
                return;
            }
        }
    }

    /** What cannot be understood stays so for many refreshes. */
    private void logOnce(RuntimeException e) {
        String why = e.toString();
        if (!why.equals(notUnderstood)) {
            log.error("what ZooKeeper holds is not understood; the view is not current until it is", e);
            notUnderstood = why;
        }
    }

    private void awaitChange() throws InterruptedException {
        boolean _ = changes.tryAcquire(REFRESH_MS, TimeUnit.MILLISECONDS);
        changes.drainPermits();
    }

    private void watch(ZooKeeper client) throws KeeperException, InterruptedException {
        if (client.getSessionId() != watchedSession) {
            client.addWatch(chroot.isEmpty() ? "/" : chroot, AddWatchMode.PERSISTENT_RECURSIVE);
            watchedSession = client.getSessionId();
        }
    }

    private ClusterState read(ZooKeeper client) throws KeeperException, InterruptedException {
        SortedMap<Integer, Long> registrations = new TreeMap<>();
        for (String id : children(client, "/brokers/ids")) {
            Stat stat = client.exists(chroot + "/brokers/ids/" + id, false);
            if (stat != null) {
                registrations.put(Integer.valueOf(id), stat.getCzxid());
            }
        }
        SortedMap<String, PartitionState> partitions = new TreeMap<>();
        for (String topic : children(client, "/brokers/topics")) {
            readTopic(client, topic, partitions);
        }
        return new ClusterState(
                true, brokers, zookeepers, registrations, controller(client), zookeeperLeader.get(), partitions);
    }

    private void readTopic(ZooKeeper client, String topic, SortedMap<String, PartitionState> partitions)
            throws KeeperException, InterruptedException {
        JsonNode assignment = data(client, "/brokers/topics/" + topic).path("partitions");
        for (String partition : assignment.propertyNames()) {
            JsonNode data = data(client, "/brokers/topics/" + topic + "/partitions/" + partition + "/state");
            List<Integer> replicas = assignment
                    .path(partition)
                    .valueStream()
                    .map(JsonNode::asInt)
                    .toList();
            Set<Integer> isr = new HashSet<>(
                    data.path("isr").valueStream().map(JsonNode::asInt).toList());
            int leader = data.path("leader").asInt(-1);
            partitions.put(
                    topic + "-" + partition,
                    new PartitionState(
                            replicas,
                            isr,
                            leader < 0 ? OptionalInt.empty() : OptionalInt.of(leader),
                            data.path("leader_epoch").asInt(-1)));
        }
    }

    private OptionalInt controller(ZooKeeper client) throws KeeperException, InterruptedException {
        JsonNode data = data(client, "/controller");
        return data.has("brokerid") ? OptionalInt.of(data.path("brokerid").asInt()) : OptionalInt.empty();
    }

    private List<String> children(ZooKeeper client, String path) throws KeeperException, InterruptedException {
        try {
            return client.getChildren(chroot + path, false);
        } catch (KeeperException.NoNodeException _) {
            return List.of();
        }
    }

    private JsonNode data(ZooKeeper client, String path) throws KeeperException, InterruptedException {
        try {
            byte[] data = client.getData(chroot + path, false, null);
            return data == null || data.length == 0
                    ? JSON.createObjectNode()
                    : JSON.readTree(new String(data, StandardCharsets.UTF_8));
        } catch (KeeperException.NoNodeException _) {
            return JSON.createObjectNode();
        } catch (JacksonException e) {
            throw new IllegalStateException(chroot + path + " holds no JSON", e);
        }
    }
}
