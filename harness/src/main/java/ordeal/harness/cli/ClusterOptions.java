package ordeal.harness.cli;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.harness.cluster.local.LocalDeployment;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.SystemUnderTest;
import ordeal.harness.system.Systems;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** Options that describe a cluster, shared by the commands that start one. */
final class ClusterOptions {
    private static final String CHROOT = "/kafka";
    private static final int TICK_MS = 500;
    private static final String FLUSH_INTERVAL = "log.flush.interval.messages";

    @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--system",
            paramLabel = "NAME",
            defaultValue = "reference",
            description = {
                "The system under test: reference, this project's own broker, or kafka-3.9, unmodified Apache Kafka",
                "(default: ${DEFAULT-VALUE})."
            })
    private String system;

    @Option(
            names = "--cluster",
            paramLabel = "KIND",
            defaultValue = "local",
            converter = DeploymentChoice.Converter.class,
            description = {
                "Where the cluster runs: local, as child processes of this machine, or docker, in containers of the engine",
                "that Docker's own client would use (default: ${DEFAULT-VALUE})."
            })
    private DeploymentChoice deployment;

    @Option(
            names = "--base-image",
            paramLabel = "IMAGE",
            defaultValue = NodeImage.DEFAULT_BASE,
            description = {
                "For docker: what the nodes' image is made from, of the Debian family; dev/local-base-image makes one where",
                "no registry can be reached (default: ${DEFAULT-VALUE})."
            })
    private String baseImage;

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many brokers (default: ${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--zookeepers",
            paramLabel = "N",
            defaultValue = "1",
            description = "How many ZooKeeper servers, 1 or 3 (default: ${DEFAULT-VALUE}).")
    private int zookeepers;

    @Option(
            names = "--session-timeout-ms",
            paramLabel = "MS",
            defaultValue = "3000",
            description = "The brokers' ZooKeeper session timeout (default: ${DEFAULT-VALUE}).")
    private int sessionTimeoutMs;

    @Option(
            names = "--replica-lag-time-max-ms",
            paramLabel = "MS",
            defaultValue = "2000",
            description = "When a lagging follower leaves the ISR (default: ${DEFAULT-VALUE}).")
    private int replicaLagTimeMaxMs;

    @Option(
            names = "--heap-mb",
            paramLabel = "MB",
            defaultValue = "256",
            description = "Each node's heap (default: ${DEFAULT-VALUE}).")
    private int heapMb;

    @Option(
            names = "--broker-config",
            paramLabel = "KEY=VALUE",
            description = "A further broker property, as often as needed; it wins over the harness's own.")
    private Map<String, String> brokerConfig = new LinkedHashMap<>();

    @Option(
            names = "--known-bugs",
            paramLabel = "spare|provoke",
            defaultValue = "spare",
            converter = KnownBugChoice.Converter.class,
            description = {
                "spare: a fault waits where it would only show again a bug of the system under test that",
                "docs/found-bugs.md tells of; the list of faults says so. provoke: it does not (default: ${DEFAULT-VALUE})."
            })
    private KnownBugChoice knownBugs;

    /** The cluster that the options ask for. */
    ClusterPlan plan(int minInsyncReplicas, long seed) {
        return plan(minInsyncReplicas, seed, Map.of());
    }

    /** The cluster that the options ask for; a directed plan's own broker properties win. */
    ClusterPlan plan(int minInsyncReplicas, long seed, Map<String, String> planned) {
        if (brokers < 1 || brokers > 9) {
            throw wrong("--brokers", Integer.toString(brokers), "1 to 9");
        }
        if (zookeepers != 1 && zookeepers != 3) {
            throw wrong("--zookeepers", Integer.toString(zookeepers), "1 or 3");
        }
        if (sessionTimeoutMs < 2 * TICK_MS || sessionTimeoutMs > 20 * TICK_MS) {
            throw wrong(
                    "--session-timeout-ms", Integer.toString(sessionTimeoutMs), 2 * TICK_MS + " to " + 20 * TICK_MS);
        }
        if (heapMb < 128) {
            throw wrong("--heap-mb", Integer.toString(heapMb), "at least 128");
        }
        String flushInterval = brokerConfig.getOrDefault(FLUSH_INTERVAL, "1");
        boolean aLong =
                flushInterval.matches("[1-9]\\d{0,18}") && new BigInteger(flushInterval).bitLength() < Long.SIZE;
        if (!aLong) {
            throw wrong("--broker-config " + FLUSH_INTERVAL, flushInterval, "a number of records");
        }
        Map<String, String> overrides = new LinkedHashMap<>(brokerConfig);
        overrides.putAll(planned);
        ClusterTuning tuning = new ClusterTuning(
                TICK_MS, sessionTimeoutMs, replicaLagTimeMaxMs, Math.min(3, brokers), minInsyncReplicas, overrides);
        SystemUnderTest tested = systemUnderTest();
        int settleMs = switch (knownBugs) {
            case SPARE -> tested.controllerSettleMs();
            case PROVOKE -> 0;
        };
        return new ClusterPlan(
                tested,
                brokers,
                zookeepers,
                CHROOT,
                tuning,
                new NodeJvm(heapMb, NodeJvm.Tuning.QUICK_START),
                ClusterPlan.Network.MESH,
                settleMs,
                seed);
    }

    /** Where the cluster is to run. */
    Deployment deployment() throws ClusterException {
        return deployment.open(baseImage);
    }

    /** The deployment that can be had at once, because it needs no engine; empty when the cluster is to run elsewhere. */
    Optional<Deployment> processes() {
        return switch (deployment) {
            case LOCAL -> Optional.of(new LocalDeployment());
            case DOCKER -> Optional.empty();
        };
    }

    /** The broker property by which a bug is planted. */
    String bugProperty() {
        return systemUnderTest()
                .bugProperty()
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(),
                        "No bug can be planted in " + system + ": '--bug' needs '--system reference'."));
    }

    private SystemUnderTest systemUnderTest() {
        return Systems.named(system).orElseThrow(() -> wrong("--system", system, known()));
    }

    private static String known() {
        return Systems.all().stream().map(SystemUnderTest::name).collect(Collectors.joining(", "));
    }

    private CommandLine.ParameterException wrong(String option, String value, String allowed) {
        return new CommandLine.ParameterException(
                spec.commandLine(),
                "Invalid value for option '%s': %s (allowed: %s)".formatted(option, value, allowed));
    }
}
