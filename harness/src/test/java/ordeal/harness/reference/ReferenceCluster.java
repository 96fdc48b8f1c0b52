package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.cluster.local.LocalCluster;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;
import ordeal.nemesis.port.ClusterState;
import ordeal.nemesis.port.Node;

/** Three reference brokers and a ZooKeeper server, started as an artifact. */
final class ReferenceCluster implements AutoCloseable {
    static final SystemUnderTest SYSTEM = Systems.named("reference").orElseThrow();

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int BROKERS = 3;

    private final Path folder;
    private final LocalCluster cluster;

    private ReferenceCluster(Path folder, LocalCluster cluster) {
        this.folder = folder;
        this.cluster = cluster;
    }

    /** A cluster that serves. */
    static ReferenceCluster start(Path folder) throws ClusterException, InterruptedException {
        List<Path> jars = SystemJars.of(SYSTEM, System.out::println);
        ClusterTuning tuning = new ClusterTuning(
                500,
                3_000,
                2_000,
                BROKERS,
                2,
                // Leaderships move when a test moves them, and not otherwise.
                Map.of("auto.leader.rebalance.enable", "false"));
        ClusterPlan plan = new ClusterPlan(
                SYSTEM,
                BROKERS,
                1,
                "/kafka",
                tuning,
                new NodeJvm(256, NodeJvm.Tuning.QUICK_START),
                ClusterPlan.Network.MESH,
                0,
                1);
        LocalCluster cluster = LocalCluster.create(plan, jars, folder, Long.MAX_VALUE);
        cluster.start(PATIENCE);
        return new ReferenceCluster(folder, cluster);
    }

    String bootstrapServers() {
        return cluster.bootstrapServers();
    }

    ClusterState state() {
        return cluster.view().now();
    }

    void kill(int broker) throws InterruptedException {
        assertThat(cluster.control().processes().kill(Node.broker(broker)).proof())
                .contains("exit code 137");
    }

    void restart(int broker) throws InterruptedException {
        cluster.control().processes().start(Node.broker(broker));
    }

    /** Waits until the cluster is as wanted. */
    void await(String what, Predicate<ClusterState> condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        ClusterState state = state();
        while (!(state.current() && condition.test(state))) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("still waiting: " + what + "; the cluster is " + state)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(50);
            state = state();
        }
    }

    /** A broker's folder, with its {@code data} and {@code logs}. */
    Path folderOf(int broker) {
        return folder.resolve(Node.broker(broker).name());
    }

    /** Nobody died unasked, and nobody wrote an error into its log. */
    void assertHealthy() {
        assertThat(cluster.unexpectedDeaths()).isEmpty();
        for (int broker = 1; broker <= BROKERS; broker++) {
            Path log = folderOf(broker).resolve("logs").resolve("server.log");
            try (Stream<String> lines = Files.lines(log)) {
                assertThat(lines.filter(line -> line.contains("] ERROR ")))
                        .as("errors of broker " + broker)
                        .isEmpty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Kills every node. */
    @Override
    public void close() {
        cluster.close();
    }
}
