package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.LinkBehaviour;
import ordeal.nemesis.port.Node;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One real cluster of Apache Kafka, and everything that can be done to it, in the order of the tests. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LocalClusterIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String PARTITION = "orders-0";

    @TempDir
    private static Path folder;

    private static LocalCluster cluster;

    @BeforeAll
    static void startCluster() throws Exception {
        SystemUnderTest kafka = Systems.named("kafka-3.9").orElseThrow();
        List<Path> jars = SystemJars.of(kafka, System.out::println);
        ClusterTuning tuning = new ClusterTuning(
                500,
                3_000,
                2_000,
                3,
                2,
                // Five seconds after its election a controller would make a broker lead that a test has just cut off.
                Map.of("auto.leader.rebalance.enable", "false"));
        ClusterPlan plan = new ClusterPlan(
                kafka,
                3,
                1,
                "/kafka",
                tuning,
                new NodeJvm(256, NodeJvm.Tuning.QUICK_START),
                ClusterPlan.Network.MESH,
                0,
                1);
        cluster = LocalCluster.create(plan, jars, folder.resolve("nodes"), Long.MAX_VALUE);
        cluster.start(PATIENCE);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("orders", Optional.of(1), Optional.of((short) 3))))
                    .all()
                    .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
        await(LocalClusterIT::inSync);
    }

    @AfterAll
    static void closeCluster() {
        cluster.close();
    }

    @Test
    @Order(1)
    void comesUpWithEveryBrokerRegisteredAndAController() throws Exception {
        await(state -> state.registrations().keySet().equals(Set.of(1, 2, 3))
                && state.controller().isPresent()
                && state.zookeeperLeader().equals(OptionalInt.of(1)));
        assertThat(cluster.unexpectedDeaths()).isEmpty();
    }

    @Test
    @Order(2)
    void isReachedByKcatThroughLiteralAddresses() throws Exception {
        boolean installed =
                new ProcessBuilder("sh", "-c", "command -v kcat").start().waitFor() == 0;
        if (!installed && System.getenv("CI") == null) {
            System.out.println("kcat is not installed: its test is skipped");
        }
        assumeTrue(installed || System.getenv("CI") != null, "kcat is not installed");
        assertThat(cluster.bootstrapServers()).matches("127\\.\\d+\\.0\\.1:9093,127\\.\\d+\\.0\\.2:9093,.*");
        kcat("hello\n", "-P", "-t", "orders", "-p", "0", "-X", "acks=all");
        assertThat(kcat("", "-C", "-t", "orders", "-p", "0", "-o", "beginning", "-e", "-q"))
                .isEqualTo("hello\n");
    }

    @Test
    @Order(3)
    void registersABrokerAnewThatWasKilled() throws Exception {
        long before = registration(2);
        assertThat(cluster.control().processes().kill(Node.broker(2)).proof()).contains("exit code 137");
        await(state -> !state.registered(2));
        cluster.control().processes().start(Node.broker(2));
        await(LocalClusterIT::inSync);
        assertThat(registration(2)).isGreaterThan(before);
    }

    @Test
    @Order(4)
    void takesAPausedBrokerOutOfTheIsr() throws Exception {
        assertThat(cluster.control().processes().pause(Node.broker(3)).proof()).contains("is in state T");
        await(state -> !state.registered(3) && !state.partition(PARTITION).isr().contains(3));
        cluster.control().processes().resume(Node.broker(3));
        await(LocalClusterIT::inSync);
    }

    @Test
    @Order(5)
    void cutsABrokerOffFromItsPeersAndHeals() throws Exception {
        Map<Link, LinkBehaviour> hold = new HashMap<>();
        Map<Link, LinkBehaviour> pass = new HashMap<>();
        int follower = plainFollower();
        for (Node peer : cluster.nodes()) {
            if (peer.isBroker() && peer.id() != follower) {
                for (Direction direction : Direction.values()) {
                    for (Link link : List.of(
                            new Link(Node.broker(follower).name(), peer.name(), direction),
                            new Link(peer.name(), Node.broker(follower).name(), direction))) {
                        hold.put(link, new LinkBehaviour.Hold());
                        pass.put(link, new LinkBehaviour.Pass());
                    }
                }
            }
        }
        cluster.control().network().apply(hold);
        assertThat(cluster.control().network().receipt(hold.keySet()).proof()).contains("8 links");
        // A follower that has everything stays in the ISR for ever: it takes a record that it lacks.
        produce("past the cut");
        await(state -> !state.partition(PARTITION).isr().contains(follower));
        assertThat(cluster.view().now().registered(follower)).isTrue();
        assertThat(cluster.control().network().heldBytes(hold.keySet())).isPositive();
        cluster.control().network().apply(pass);
        await(LocalClusterIT::inSync);
    }

    @Test
    @Order(6)
    void electsAControllerAnewWhenItsNodeIsDeleted() throws Exception {
        OptionalInt before = cluster.view().now().controller();
        ZooKeeper client = cluster.view().sessions().connected(PATIENCE.toMillis());
        long czxid = client.exists("/kafka/controller", false).getCzxid();
        String receipt = cluster.control().operator().deleteController().proof();
        assertThat(receipt).contains("deleted /controller").contains("\"brokerid\":" + before.getAsInt());
        await(state -> isControllerSince(state, client, czxid));
    }

    @Test
    @Order(7)
    void cutsUnsyncedRecordsFromADeadBrokerWhichFetchesThemAgain() throws Exception {
        int follower = plainFollower();
        killAndAwaitItsSessionsEnd(follower);
        DiskLoss loss = cluster.control().disks().cutUnsyncedTail(follower, 7);
        assertThat(loss.partitions())
                .extracting(DiskLoss.PartitionLoss::partition)
                .contains(PARTITION);
        assertThat(loss.receipt().proof()).contains("bytes unsynced were cut");
        cluster.control().processes().start(Node.broker(follower));
        await(LocalClusterIT::inSync);
    }

    @Test
    @Order(8)
    void wipesADeadBrokersDiskWhichTheOthersFillAgain() throws Exception {
        int follower = plainFollower();
        killAndAwaitItsSessionsEnd(follower);
        assertThat(cluster.control().disks().wipe(follower).receipt().proof()).contains("are gone");
        cluster.control().processes().start(Node.broker(follower));
        await(LocalClusterIT::inSync);
    }

    @Test
    @Order(9)
    void leavesNoProcessAndNoListeningSocketBehind() throws Exception {
        String subnet = cluster.bootstrapServers().replaceAll("^127\\.(\\d+)\\..*$", "$1");
        Set<ProcessHandle> nodes = nodeProcesses();
        assertThat(nodes).hasSize(4);
        assertThat(Sockets.listeningIn(subnet)).isNotEmpty();
        cluster.control().processes().pause(Node.broker(1));
        cluster.close();
        assertThat(nodes).noneMatch(ProcessHandle::isAlive);
        assertThat(Sockets.listeningIn(subnet)).isEmpty();
        assertThat(cluster.unexpectedDeaths()).isEmpty();
    }

    /** Whether the state's controller is the one of a znode that was created after another one. */
    private static boolean isControllerSince(ClusterState state, ZooKeeper client, long czxid) {
        try {
            Stat stat = new Stat();
            String controller = new String(client.getData("/kafka/controller", false, stat), StandardCharsets.UTF_8);
            return stat.getCzxid() > czxid
                    && state.controller().isPresent()
                    && controller.contains(
                            "\"brokerid\":%d,".formatted(state.controller().getAsInt()));
        } catch (KeeperException.NoNodeException | KeeperException.ConnectionLossException _) {
            return false; // not yet
        } catch (KeeperException e) {
            throw new AssertionError("ZooKeeper does not answer", e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted", e);
        }
    }

    private static void killAndAwaitItsSessionsEnd(int broker) throws InterruptedException {
        cluster.control().processes().kill(Node.broker(broker));
        await(state ->
                !state.registered(broker) && !state.partition(PARTITION).isr().contains(broker));
    }

    private static Set<ProcessHandle> nodeProcesses() throws IOException {
        Set<ProcessHandle> living = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("nodes").resolve(Guard.PROCESSES_FILE))) {
            ProcessHandle.of(Long.parseLong(line.substring(0, line.indexOf(' '))))
                    .filter(ProcessHandle::isAlive)
                    .ifPresent(living::add);
        }
        return living;
    }

    private static long registration(int broker) {
        return cluster.view().now().registrations().getOrDefault(broker, 0L);
    }

    /** A broker that neither leads nor is the controller, through which the leader changes the ISR. */
    private static int plainFollower() {
        ClusterState state = cluster.view().now();
        int leader = state.partition(PARTITION).leader().orElseThrow();
        int controller = state.controller().orElseThrow();
        return state.brokers().stream()
                .filter(broker -> broker != leader && broker != controller)
                .findFirst()
                .orElseThrow();
    }

    private static boolean inSync(ClusterState state) {
        return state.registrations().size() == 3
                && state.controller().isPresent()
                && state.partition(PARTITION).leader().isPresent()
                && state.partition(PARTITION).isr().size() == 3;
    }

    private static void await(Predicate<ClusterState> condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        ClusterState state = cluster.view().now();
        while (!(state.current() && condition.test(state))) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("still waiting, and the cluster is " + state)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
            state = cluster.view().now();
        }
    }

    private static void produce(String text) throws Exception {
        // Not idempotent: for a producer id it might ask the broker that is cut off, and wait for ever.
        Map<String, Object> properties =
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all", "enable.idempotence", "false");
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("orders", 0, null, text.getBytes(StandardCharsets.UTF_8)))
                    .get();
        }
    }

    private static String kcat(String input, String... arguments) throws Exception {
        List<String> command = Stream.concat(Stream.of("kcat", "-b", cluster.bootstrapServers()), Stream.of(arguments))
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        return output;
    }
}
