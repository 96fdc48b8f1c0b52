package ordeal.harness.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import ordeal.harness.bench.ProducerPerformance.Measured;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.cluster.TopicCreation;
import ordeal.harness.cluster.local.LocalCluster;
import ordeal.harness.cluster.local.ResourceUse;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.SystemUnderTest;
import ordeal.nemesis.port.Node;
import org.apache.kafka.clients.admin.NewTopic;

/** One cluster of one system, from its start to its end, measured on the way. */
final class ClusterUnderLoad {
    private static final int BROKERS = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double RECORDS_PER_MILLION = 1e6;
    private static final double BYTES_PER_MIB = 1024 * 1024;

    /** Nothing but what a measurement needs: whatever matters for speed has Kafka's own default, whatever a fault run shortens has it again. */
    private static final Map<String, String> KAFKAS_DEFAULTS = Map.of(
            "replica.fetch.wait.max.ms", "500",
            "replica.fetch.backoff.ms", "1000",
            "replica.socket.timeout.ms", "30000",
            "controller.socket.timeout.ms", "30000",
            "request.timeout.ms", "30000",
            "num.network.threads", "3",
            "num.io.threads", "8",
            "background.threads", "10",
            "auto.leader.rebalance.enable", "false");

    private final BenchmarkSettings settings;
    private final SystemUnderTest system;
    private final List<Path> toolJars;
    private final BiConsumer<Metric, Double> measured;

    /**
     * A cluster that has not been started.
     *
     * @param toolJars the class path of the load generator
     * @param measured told every value as soon as it is there
     */
    ClusterUnderLoad(
            BenchmarkSettings settings,
            SystemUnderTest system,
            List<Path> toolJars,
            BiConsumer<Metric, Double> measured) {
        this.settings = settings;
        this.system = system;
        this.toolJars = toolJars;
        this.measured = measured;
    }

    /** Starts it, measures everything, and ends it. */
    void measure(Path nodesFolder) throws ClusterException, InterruptedException {
        List<Path> jars = SystemJars.of(system, _ -> {});
        try (LocalCluster cluster = LocalCluster.create(plan(), jars, nodesFolder, Long.MAX_VALUE)) {
            measureStart(cluster);
            createTopics(cluster);
            ProducerPerformance tool = ProducerPerformance.against(cluster.bootstrapServers(), toolJars);
            warmUp(tool);
            for (TopicLoad load : settings.loads()) {
                measureFlood(cluster, tool, load);
            }
            for (TopicLoad load : settings.loads()) {
                Measured steady = tool.steady(load, settings.steadyRate(), settings.steadySeconds());
                measured.accept(Metric.latency(load, settings.steadyRate()), steady.p99Ms());
            }
            measured.accept(Metric.residentMemory(), residentBytes(cluster) / BROKERS / BYTES_PER_MIB);
            List<String> deaths = cluster.unexpectedDeaths();
            if (!deaths.isEmpty()) {
                throw new ClusterException("The measurement is void: " + String.join("; ", deaths));
            }
        }
    }

    private void measureStart(LocalCluster cluster) throws ClusterException, InterruptedException {
        try (FirstWrite first = new FirstWrite(cluster.bootstrapServers())) {
            long startedNanos = System.nanoTime();
            cluster.launch();
            first.await();
            measured.accept(Metric.firstWrite(), (System.nanoTime() - startedNanos) / NANOS_PER_SECOND);
        }
        cluster.awaitUp(PATIENCE);
    }

    /** Until every path of the brokers is compiled: with two processors, a Java's compiler is the busiest of its threads for half a minute. */
    private void warmUp(ProducerPerformance tool) throws ClusterException, InterruptedException {
        long startedNanos = System.nanoTime();
        for (int i = 0;
                i < settings.loads().size()
                        || System.nanoTime() - startedNanos < TimeUnit.SECONDS.toNanos(settings.warmUpSeconds());
                i++) {
            tool.flood(settings.loads().get(i % settings.loads().size()));
        }
    }

    private void measureFlood(LocalCluster cluster, ProducerPerformance tool, TopicLoad load)
            throws ClusterException, InterruptedException {
        Duration before = cpu(cluster);
        Measured flood = tool.flood(load);
        double cpuSeconds = cpu(cluster).minus(before).toNanos() / NANOS_PER_SECOND;
        measured.accept(Metric.throughput(load), flood.recordsPerSecond());
        measured.accept(Metric.brokerCpu(load), cpuSeconds * RECORDS_PER_MILLION / load.records());
    }

    private void createTopics(LocalCluster cluster) throws ClusterException, InterruptedException {
        List<NewTopic> topics = settings.loads().stream()
                .map(load -> new NewTopic(load.topic(), Optional.of(load.partitions()), Optional.of((short) BROKERS)))
                .toList();
        TopicCreation.create(cluster.bootstrapServers(), topics);
    }

    private ClusterPlan plan() {
        ClusterTuning tuning = new ClusterTuning(2_000, 18_000, 30_000, BROKERS, 2, KAFKAS_DEFAULTS);
        return new ClusterPlan(
                system,
                BROKERS,
                1,
                "/kafka",
                tuning,
                new NodeJvm(settings.heapMb(), NodeJvm.Tuning.THROUGHPUT),
                ClusterPlan.Network.DIRECT,
                0,
                0);
    }

    private static Duration cpu(LocalCluster cluster) throws ClusterException {
        Duration sum = Duration.ZERO;
        for (ResourceUse use : brokers(cluster)) {
            sum = sum.plus(use.cpu());
        }
        return sum;
    }

    private static double residentBytes(LocalCluster cluster) throws ClusterException {
        return brokers(cluster).stream().mapToLong(ResourceUse::residentBytes).sum();
    }

    private static List<ResourceUse> brokers(LocalCluster cluster) throws ClusterException {
        List<ResourceUse> uses = new ArrayList<>();
        for (Node node : cluster.nodes()) {
            if (node.isBroker()) {
                uses.add(cluster.resourceUse(node));
            }
        }
        return uses;
    }
}
