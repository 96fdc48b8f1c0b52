package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.SystemJars;
import ordeal.harness.observe.ClusterSnapshot;
import ordeal.harness.standing.BackgroundHarness;
import ordeal.harness.standing.ClusterHolder;
import ordeal.harness.standing.StandingCluster;
import ordeal.harness.standing.StandingFolder;
import ordeal.nemesis.port.ClusterState;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

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
            ClusterLogsCommand.class,
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

        StandingFolder folder() {
            return new StandingFolder(Home.results().resolve("cluster-" + name));
        }

        /** The cluster, whose background harness lives. */
        StandingCluster required() throws IOException, ClusterException {
            StandingCluster noted = noted();
            if (noted.process().isEmpty()) {
                throw new ClusterException(
                        "The harness process of cluster '" + name
                                + "' was killed. 'ordeal cluster down' removes what is left of it; 'ordeal cluster logs' shows its logs until then.");
            }
            return noted;
        }

        /** The cluster, whatever has become of its background harness. */
        StandingCluster noted() throws IOException, ClusterException {
            return StandingCluster.noted(folder().path())
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
                "It goes on until 'ordeal cluster down', which also brings home the logs and data of its nodes. When its harness",
                "process is killed, child processes go with it; containers are removed by 'ordeal cluster down' or the next start."
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
            StandingCluster already = StandingCluster.in(name.folder().path()).orElse(null);
            if (already != null) {
                throw new ClusterException("A cluster of this name is up at " + already.bootstrapServers()
                        + ". End it with 'ordeal cluster down', or give this one another --name.");
            }
            PrintWriter out = spec.commandLine().getOut();
            ClusterPlan plan = cluster.plan(2, 0);
            List<Path> jars = SystemJars.of(plan.system(), spec.commandLine().getErr()::println);
            cluster.deployment().prepare(plan, jars);
            List<String> arguments =
                    new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
            arguments.set(arguments.indexOf("up"), "hold");
            StandingCluster standing = BackgroundHarness.up(name.folder(), arguments);
            out.println("bootstrap servers: " + standing.bootstrapServers());
            out.println("zookeeper:         " + standing.zookeeperConnect() + standing.chroot());
            out.println(
                    "nodes:             " + String.join(" ", standing.nodes().keySet()));
            out.println(
                    "logs:              'ordeal cluster logs NODE'; 'ordeal cluster down' leaves them, with the data, in "
                            + name.folder().collected());
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
            deployment.endLeftovers(Home.results()).forEach(left -> System.err.println("ended leftovers: " + left));
            List<Path> jars = SystemJars.of(plan.system(), System.err::println);
            name.folder().clean();
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
            PrintWriter out = spec.commandLine().getOut();
            out.println("system:            " + standing.system() + " (" + standing.deployment() + ")");
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
            description = {
                "Ends a standing cluster and brings the logs and data of its nodes home; nothing else of it stays.",
                "Of a cluster whose harness process was killed it removes what is left, and containers' logs and data go."
            })
    static final class Down implements Callable<Integer> {
        @Mixin
        private Name name;

        @CommandLine.Spec
        private CommandLine.Model.CommandSpec spec;

        @Override
        public Integer call() throws Exception {
            PrintWriter out = spec.commandLine().getOut();
            StandingCluster standing = name.noted();
            if (standing.process().isPresent()) {
                BackgroundHarness.down(standing);
                out.println("logs and data: " + name.folder().collected());
            } else {
                List<String> ended =
                        DeploymentChoice.named(standing.deployment()).open().endLeftovers(Home.results());
                StandingCluster.forget(name.folder().path());
                out.println("The harness process had been killed. Removed: "
                        + (ended.isEmpty() ? "nothing, for nothing was left" : String.join(", ", ended)));
            }
            return ExitCode.OK;
        }
    }
}
