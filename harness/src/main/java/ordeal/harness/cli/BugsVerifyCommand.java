package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.PlantableBugs;
import ordeal.harness.system.Systems;
import ordeal.harness.trial.LosingBugPlans;
import ordeal.harness.trial.Misconfigurations;
import ordeal.harness.trial.Subject;
import ordeal.harness.trial.Trial;
import ordeal.harness.trial.TrialPlan;
import ordeal.harness.trial.TrialProcess;
import ordeal.harness.trial.TrialResult;
import ordeal.harness.trial.TrialRow;
import ordeal.harness.trial.TrialRun;
import ordeal.harness.trial.TrialStore;
import ordeal.harness.trial.TrialTable;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code ordeal bugs verify}: how often the judge finds what is there, and how often it finds what is not. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs every bug that can be planted, and every misconfiguration that loses records, with several seeds;",
            "beside each the control, the same faults without it. Prints the table of what was found, and stores it.",
            "Results are stored as they come, by the commit: what ran once is not run again, so the command goes on",
            "where it was interrupted."
        },
        footer = {
            "",
            "Exit codes: 0 everything found in at least four of five runs and every control silent, 1 not so, 2 a run",
            "came to no verdict, 64 wrong usage, 70 could not run."
        })
final class BugsVerifyCommand implements Callable<Integer> {
    private static final int MAX_SEEDS = 1_000;
    private static final int DEFAULT_SEEDS = 5;
    private static final int DEFAULT_KAFKA_SEEDS = 1;

    /** How many subjects the name of a table's file names at most. */
    private static final int MAX_NAMES = 3;

    @Option(
            names = "--bug",
            paramLabel = "NAME",
            split = ",",
            description = "Only these bugs or misconfigurations (default: all).")
    private List<String> names = List.of();

    @Option(
            names = "--seeds",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_SEEDS,
            description =
                    "How many runs of each bug and its control, with the seeds 1 to N (default: ${DEFAULT-VALUE}).")
    private int seeds;

    @Option(
            names = "--kafka-seeds",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_KAFKA_SEEDS,
            description = {
                "How many of the controls run on Apache Kafka as well, and of the misconfigurations on either system",
                "(default: ${DEFAULT-VALUE})."
            })
    private int kafkaSeeds;

    @Option(
            names = "--cluster",
            paramLabel = "KIND",
            defaultValue = "local",
            converter = DeploymentChoice.Converter.class,
            description = "Where the clusters run: local or docker (default: ${DEFAULT-VALUE}).")
    private DeploymentChoice cluster;

    @Option(names = "--none", description = "Only the controls: no bug is planted, so nothing may be found.")
    private boolean none;

    @Option(
            names = "--general",
            description = {
                "Faults drawn at random instead of each bug's own schedule. They need not provoke",
                "every bug, so how many are found decides nothing; the controls still do."
            })
    private boolean general;

    @Option(
            names = "--keep-evidence",
            description = {
                "Keeps the evidence of every run, about 50 MB each, so that 'ordeal check' can judge it again; without,",
                "only runs that did not come out as they must keep it."
            })
    private boolean keepEvidence;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the results are stored (default: results/ of the project).")
    private Path results;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        checkRange("--seeds", seeds, 1);
        checkRange("--kafka-seeds", kafkaSeeds, 0);
        List<Subject> subjects = subjects();
        TrialPlan plan = new TrialPlan(seeds, kafkaSeeds, cluster.toString(), general, none);
        List<Trial> trials = plan.trials(subjects);
        if (trials.isEmpty()) {
            throw wrong(
                    "With these options nothing runs: misconfigurations have no random faults (--general), and run so many times as --kafka-seeds says.");
        }
        cluster.open(); // Says at once that no engine answers, instead of once for each trial.
        TrialStore store = TrialStore.of(results == null ? Home.results() : results.toAbsolutePath(), Home.commit());
        Optional<FileChannel> claim = store.claim();
        if (claim.isEmpty()) {
            throw new ClusterException("Another process is adding to " + store.root() + ": wait for it, or end it.");
        }
        try (FileChannel _ = claim.get()) {
            return run(store, trials);
        }
    }

    private int run(TrialStore store, List<Trial> trials) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("results: " + store.root());
        TrialProgress progress = new TrialProgress(store.read(), trials, out);
        progress.begin();
        try (TrialProcess process = new TrialProcess(store, keepEvidence, List.of(Home.resultsOption(store.runs())))) {
            Map<String, TrialResult> results = new TrialRun(store, process, progress).run(trials);
            TrialTable table = new TrialTable(TrialRow.of(trials, results), !general);
            String text = "Commit `%s`, `%s`:\n\n%s".formatted(Home.commit(), command(), table.markdown());
            store.put(tableName(), text);
            out.println();
            out.print(text);
            out.println();
            out.println("table: " + store.root().resolve(tableName()));
            return table.exitCode();
        } catch (InterruptedException _) {
            out.println("stopped. The same command goes on from here.");
            out.flush();
            return ExitCode.COULD_NOT_RUN;
        }
    }

    /** Tells tables of other runs apart: a part of them never takes the place of the whole. */
    private String tableName() {
        return "table%s%s%s%s%s%s.md"
                .formatted(
                        none ? "-none" : "",
                        general ? "-general" : "",
                        cluster == DeploymentChoice.LOCAL ? "" : "-" + cluster,
                        names.isEmpty() ? "" : "-of-" + scope(),
                        seeds == DEFAULT_SEEDS ? "" : "-seeds-" + seeds,
                        kafkaSeeds == DEFAULT_KAFKA_SEEDS ? "" : "-kafka-seeds-" + kafkaSeeds);
    }

    private String scope() {
        return names.size() > MAX_NAMES
                ? "%d-subjects-%08x".formatted(names.size(), names.hashCode())
                : String.join("-and-", names);
    }

    private String command() {
        return "./ordeal bugs verify "
                + String.join(
                        " ",
                        spec.commandLine().getParseResult().originalArgs().stream()
                                .filter(word -> !word.equals("verify") && !word.equals("bugs"))
                                .toList());
    }

    private List<Subject> subjects() throws ClusterException, InterruptedException {
        List<String> known = Stream.concat(
                        BugPlans.all().stream().map(DirectedPlan::name),
                        Misconfigurations.all().stream().map(Subject::name))
                .toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw wrong("There is no bug or misconfiguration '%s': %s".formatted(name, known));
            }
        }
        return Stream.<Subject>concat(
                        PlantableBugs.of(Systems.named("reference").orElseThrow()).stream()
                                .map(bug -> new Subject.Bug(
                                        bug.name(), bug.anomalies(), LosingBugPlans.causes(bug.name()))),
                        Misconfigurations.all().stream())
                .filter(subject -> names.isEmpty() || names.contains(subject.name()))
                .toList();
    }

    private void checkRange(String option, int value, int atLeast) {
        if (value < atLeast || value > MAX_SEEDS) {
            throw wrong("Invalid value for option '%s': %d (allowed: %d to %d)"
                    .formatted(option, value, atLeast, MAX_SEEDS));
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
