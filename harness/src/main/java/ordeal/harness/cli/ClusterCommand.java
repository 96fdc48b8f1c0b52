package ordeal.harness.cli;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.observe.ClusterSnapshot;
import ordeal.harness.standing.BackgroundHarness;
import ordeal.harness.standing.ClusterHolder;
import ordeal.harness.standing.StandingCluster;
import ordeal.nemesis.port.ClusterState;
import org.apache.commons.io.file.PathUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordeal cluster}: a cluster to try things on, without a test. */
@Command(
        name = "cluster",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        description = "Starts a cluster that stands on its own, shows it, ends it.",
        subcommands = {
            ClusterCommand.Up.class,
            ClusterCommand.Status.class,
            ClusterCommand.Down.class,
            ClusterCommand.Logs.class,
            ClusterCommand.Hold.class
        })
final class ClusterCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Which command? See below.");
    }

    /** The option that tells standing clusters apart. */
    static final class Name {
        @Option(
                names = "--name",
                paramLabel = "NAME",
                defaultValue = "default",
                description = "The cluster's name, to have several (default: ${DEFAULT-VALUE}).")
        private String name;

        Path folder() {
            return Home.results().resolve("cluster-" + name);
        }

        StandingCluster required() throws IOException, ClusterException {
            return StandingCluster.in(folder())
                    .orElseThrow(() -> new ClusterException(
                            "No cluster named '" + name + "' is up. Start one with: ordeal cluster up"));
        }
    }

    /** {@code up}. */
    @Command(
            name = "up",
            mixinStandardHelpOptions = true,
            description = {
                "Starts a cluster in the background and prints where clients find it.",
                "It goes on until 'ordeal cluster down'; when its harness process is killed, the cluster goes with it."
            })
    static final class Up implements Callable<Integer> {
        @Mixin
        private Name name;

        @Mixin
        private ClusterOptions cluster;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            StandingCluster already = StandingCluster.in(name.folder()).orElse(null);
            if (already != null) {
                throw new ClusterException("A cluster of this name is up at " + already.bootstrapServers()
                        + ". End it with 'ordeal cluster down', or give this one another --name.");
            }
            ClusterPlan plan = cluster.plan(2, 0);
            SystemJars.of(plan.system(), spec.commandLine().getErr()::println);
            List<String> arguments =
                    new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
            arguments.set(arguments.indexOf("up"), "hold");
            StandingCluster standing = BackgroundHarness.up(name.folder(), arguments);
            spec.commandLine().getOut().println("bootstrap servers: " + standing.bootstrapServers());
            spec.commandLine()
                    .getOut()
                    .println("zookeeper:         " + standing.zookeeperConnect() + standing.chroot());
            spec.commandLine()
                    .getOut()
                    .println("logs and data:     " + name.folder().resolve("nodes"));
            return ExitCode.OK;
        }
    }

    /** {@code hold}: what {@code up} starts in the background. */
    @Command(name = "hold", hidden = true, description = "Holds a cluster in the foreground; 'up' starts this.")
    static final class Hold implements Callable<Integer> {
        @Mixin
        private Name name;

        @Mixin
        private ClusterOptions cluster;

        @Override
        public Integer call() throws Exception {
            ClusterPlan plan = cluster.plan(2, 0);
            Deployment deployment = cluster.deployment();
            List<String> _ = deployment.endLeftovers(Home.results());
            List<Path> jars = SystemJars.of(plan.system(), System.err::println);
            Path nodes = name.folder().resolve("nodes");
            if (Files.isDirectory(nodes)) {
                PathUtils.cleanDirectory(nodes);
            }
            ClusterHolder.hold(deployment, plan, jars, name.folder());
            return ExitCode.OK;
        }
    }

    /** {@code status}. */
    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "Shows a standing cluster: brokers, controller, leaders and in-sync replicas.")
    static final class Status implements Callable<Integer> {
        @Mixin
        private Name name;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            StandingCluster standing = name.required();
            ClusterState state = ClusterSnapshot.of(standing.zookeeperConnect(), standing.chroot());
            var out = spec.commandLine().getOut();
            out.println("system:            " + standing.system());
            out.println("bootstrap servers: " + standing.bootstrapServers());
            out.println("zookeeper:         " + standing.zookeeperConnect() + standing.chroot()
                    + (state.current() ? "" : " (does not answer)"));
            out.println("harness process:   " + standing.pid());
            out.println("brokers:           " + state.registrations().keySet());
            out.println("controller:        " + words(state.controller()));
            state.partitions()
                    .forEach((partition, is) -> out.println("%s: leader %s, ISR %s of %s"
                            .formatted(partition, words(is.leader()), is.isr(), is.replicas())));
            return ExitCode.OK;
        }

        private static String words(OptionalInt broker) {
            return broker.isPresent() ? Integer.toString(broker.getAsInt()) : "none";
        }
    }

    /** {@code down}. */
    @Command(
            name = "down",
            mixinStandardHelpOptions = true,
            description = "Ends a standing cluster. Its logs and data stay.")
    static final class Down implements Callable<Integer> {
        @Mixin
        private Name name;

        @Override
        public Integer call() throws Exception {
            BackgroundHarness.down(name.required());
            return ExitCode.OK;
        }
    }

    /** {@code logs}. */
    @Command(
            name = "logs",
            mixinStandardHelpOptions = true,
            description = "Prints a node's logs: what it printed, then each log file.")
    static final class Logs implements Callable<Integer> {
        private static final long FOLLOW_MS = 200;

        @Mixin
        private Name name;

        @Parameters(paramLabel = "NODE", description = "A node's name, such as broker-1 or zookeeper-1.")
        private String node;

        @Option(
                names = {"-f", "--follow"},
                description = "Go on with what is added to the node's main log.")
        private boolean follow;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            Path folder = name.folder().resolve("nodes").resolve(node);
            if (!Files.isDirectory(folder)) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(), "There is no node '" + node + "' in " + folder.getParent());
            }
            print(folder.resolve("console.log"));
            try (Stream<Path> logs = Files.list(folder.resolve("logs"))) {
                for (Path log : logs.sorted().toList()) {
                    print(log);
                }
            }
            if (follow) {
                followMainLog(folder.resolve("logs").resolve("server.log"));
            }
            return ExitCode.OK;
        }

        private void print(Path log) throws IOException {
            if (Files.isReadable(log) && Files.size(log) > 0) {
                spec.commandLine().getOut().println("==> " + log.getFileName() + " <==");
                try (Stream<String> lines = Files.lines(log)) {
                    lines.forEach(spec.commandLine().getOut()::println);
                }
            }
        }

        private void followMainLog(Path log) throws IOException, InterruptedException {
            long position = Files.size(log);
            while (StandingCluster.in(name.folder()).isPresent()) {
                try (var file = Files.newByteChannel(log)) {
                    file.position(position);
                    byte[] added = Channels.newInputStream(file).readAllBytes();
                    spec.commandLine().getOut().print(new String(added, StandardCharsets.UTF_8));
                    spec.commandLine().getOut().flush();
                    position += added.length;
                }
                TimeUnit.MILLISECONDS.sleep(FOLLOW_MS);
            }
        }
    }
}
