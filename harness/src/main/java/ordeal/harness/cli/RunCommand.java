package ordeal.harness.cli;

import java.io.Console;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription.Environment;
import ordeal.harness.artifact.Versions;
import ordeal.harness.child.ShellWords;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.run.RunSettings;
import ordeal.harness.run.Runner;
import ordeal.harness.run.TopicSettings;
import ordeal.harness.suite.CellTimes;
import ordeal.harness.time.LengthOfTime;
import ordeal.harness.workload.WorkloadSettings;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.shipped.Overrides;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ordeal run}: one test, from the first process to the verdict. */
@Command(
        name = "run",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Starts a cluster, drives it with stock clients, injects faults, heals, reads everything back, and judges.",
            "Leaves a run folder below results/ that 'ordeal check' can judge again anywhere."
        },
        footer = {"", "Exit codes: 0 valid, 1 invalid, 2 unknown, 64 wrong usage, 70 could not run."})
final class RunCommand implements Callable<Integer> {
    /** What a run may take beside its own times before it is taken to hang. */
    private static final String WARM_UP = "5s";

    private static final long HANG_BASE_MS = 10 * 60_000;

    @Mixin
    private PlanOptions plan;

    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private WorkloadOptions workload;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "The first part of the run folder's name (default: system and plan).")
    private String name;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            converter = TimeSpan.Converter.class,
            description = "Time before the first fault (default: a directed plan's own, else 5s).")
    private TimeSpan warmUp;

    @Option(
            names = "--recovery-bound",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = TimeSpan.Converter.class,
            description =
                    "How long after the last fault healed the cluster may take to serve again, and a node that was started to be back"
                            + " (default: ${DEFAULT-VALUE}).")
    private TimeSpan recoveryBound;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the run folder is made (default: results/ of the project).")
    private Path results;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        ClusterPlan clusterPlan = clusterPlan();
        Deployment deployment = cluster.deployment();
        Plan faults = plan.plan(clusterPlan, deployment);
        Path folder = results == null ? Home.results() : results.toAbsolutePath();
        RunSettings settings = new RunSettings(
                name == null ? clusterPlan.system().name() + "-" + faults.name() : name,
                command(),
                environment(),
                plan.seed(),
                clusterPlan,
                topics(clusterPlan),
                clients(),
                faults,
                warmUpMs(),
                recoveryBoundMs(),
                folder);
        PrintWriter out = spec.commandLine().getOut();
        out.println("seed: " + plan.seed());
        List<String> ended = deployment.endLeftovers(folder);
        if (!ended.isEmpty()) {
            out.println("ended what an earlier run had left behind: " + String.join(", ", ended));
        }
        boolean terminal =
                Optional.ofNullable(System.console()).map(Console::isTerminal).orElse(false);
        RunFolder run = new Runner(settings, deployment, new ConsoleListener(out, terminal)).run();
        return Judging.judge(run, out).exitCode();
    }

    /**
     * How long the run will take, found out without starting anything.
     *
     * @throws CommandLine.ParameterException when the options contradict each other
     */
    CellTimes times() {
        ClusterPlan clusterPlan = clusterPlan();
        topics(clusterPlan); // Refuses what contradicts itself, as the clients' settings do.
        clients();
        long plannedMs = warmUpMs() + plan.timeMs(clusterPlan, cluster.processes());
        return new CellTimes(plannedMs, HANG_BASE_MS + 2 * (plannedMs + recoveryBoundMs()));
    }

    /** What the plan brings along; nothing when it brings nothing. */
    Overrides overrides() {
        return plan.overrides().orElse(new Overrides(Map.of(), Map.of(), Map.of()));
    }

    /** The cluster, with the properties that the plan needs and the bug that is to be planted. */
    private ClusterPlan clusterPlan() {
        Map<String, String> broker = new TreeMap<>(overrides().broker());
        plan.bug().ifPresent(bug -> broker.put(cluster.bugProperty(), bug));
        return cluster.plan(workload.minInsyncReplicas(shape()), plan.seed(), broker);
    }

    private TopicSettings topics(ClusterPlan clusterPlan) {
        return workload.topics(clusterPlan.brokerCount(), shape());
    }

    private WorkloadSettings clients() {
        return workload.workload(overrides().producer());
    }

    private long warmUpMs() {
        return warmUp != null ? warmUp.ms() : LengthOfTime.parseMs(shape().getOrDefault("warm-up", WARM_UP));
    }

    /** The option's, or that of a directed plan which proves something by what does not happen in time. */
    private long recoveryBoundMs() {
        String planned = shape().get("recovery-bound");
        return planned == null ? recoveryBound.ms() : LengthOfTime.parseMs(planned);
    }

    private Map<String, String> shape() {
        return overrides().run();
    }

    /** The command line that repeats this run: what was typed, and the seed if it was drawn. */
    private String command() {
        List<String> typed = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        typed.remove("run");
        String command = ShellWords.join("./ordeal run", typed);
        return command.contains("--seed") ? command : command + " --seed " + plan.seed();
    }

    private static Environment environment() {
        Map<String, String> details = new TreeMap<>();
        details.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
        details.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        return new Environment(
                Versions.of("ordeal"), Home.commit(), Runtime.version().toString(), details);
    }
}
