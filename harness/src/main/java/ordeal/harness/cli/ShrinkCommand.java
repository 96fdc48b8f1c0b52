package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.harness.child.Finding;
import ordeal.harness.child.FolderClaim;
import ordeal.harness.child.RunProcess;
import ordeal.harness.child.VerdictReading;
import ordeal.harness.shrink.ShrinkException;
import ordeal.harness.shrink.ShrinkFolder;
import ordeal.harness.shrink.ShrinkJob;
import ordeal.harness.shrink.ShrinkRun;
import ordeal.harness.shrink.Shrunk;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.Timetable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordeal shrink}: the smallest plan that still fails. */
@Command(
        name = "shrink",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds the smallest plan with which a run still breaks the promise that RUN broke: with fewer faults,",
            "then in less time, then with fewer sends a second. It does so by running, some dozens of times. A run",
            "fails as RUN did when it has the same type of anomaly; one that is unknown or breaks never does.",
            "Leaves a folder below results/: every try in steps.jsonl, the best plan so far in shrunk-plan.json."
        },
        footer = {
            "",
            "Exit codes: 0 at least four of five replays of the last plan fail, 2 fewer do, 64 wrong usage,",
            "70 could not be carried out."
        })
final class ShrinkCommand implements Callable<Integer> {
    private static final int TOO_SELDOM = 2;
    private static final String ANY = "any";
    private static final String SUFFIX = "-shrunk";

    @Parameters(
            arity = "0..1",
            paramLabel = "RUN",
            description = "The run folder, or its name below results/ ('latest' is the newest).")
    private @Nullable String run;

    @Option(
            names = "--anomaly",
            paramLabel = "TYPE",
            split = ",",
            description = {
                "What a smaller plan must still show: types of anomalies that RUN had, any one of them will",
                "do; 'any' is all that RUN had (default: the one that RUN's verdict names first)."
            })
    private List<String> wanted = List.of();

    @Option(
            names = "--tries",
            paramLabel = "N",
            defaultValue = "3",
            description = {
                "How often a smaller plan is tried at most; it is taken when more than",
                "half of these tries fail (default: ${DEFAULT-VALUE})."
            })
    private int tries;

    @Option(
            names = "--replays",
            paramLabel = "N",
            defaultValue = "5",
            description = {
                "How often the last plan is replayed; when fewer than four of five fail,",
                "the search goes on from the plan before (default: ${DEFAULT-VALUE})."
            })
    private int replays;

    @Option(
            names = "--resume",
            paramLabel = "FOLDER",
            description = "Goes on with a search that was interrupted, in its folder, as it was begun.")
    private @Nullable Path resume;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the folder of the search is made (default: results/ of the project).")
    private @Nullable Path results;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        if (tries < 1 || replays < 1) {
            throw wrong("--tries %d and --replays %d: there must be at least 1".formatted(tries, replays));
        }
        if (resume != null) {
            if (run != null) {
                throw wrong("RUN begins a search and --resume goes on with one: give one of them");
            }
            return resume(resume);
        }
        if (run == null) {
            throw wrong("Which run? A run folder, or its name below results/");
        }
        RunFolder original = StoredRun.named(run, spec.commandLine());
        RunDescription description = original.readRun();
        ShrinkJob job = job(original, description);
        Plan plan = plan(original);
        check(job, original);
        Path folder =
                results == null ? Home.results() : results.toAbsolutePath().normalize();
        ShrinkFolder search = ShrinkFolder.at(folder, description.name(), job.startedEpochMs());
        Files.createDirectories(search.root());
        try (FileChannel _ = claim(search)) {
            search.create(job, plan);
            return carryOut(search, job);
        }
    }

    private int resume(Path named) throws Exception {
        ShrinkFolder search = new ShrinkFolder(named.toAbsolutePath().normalize());
        if (!search.isShrink()) {
            throw wrong("'" + named + "' is no folder of a search: there is no readable shrink.json in it");
        }
        try (FileChannel _ = claim(search)) {
            ShrinkJob job = search.readJob();
            if (!job.commit().equals(Home.commit())) {
                throw wrong(
                        "This is commit %s, and the search in %s began with %s: tries of two programs make no tally. Begin anew without --resume, or go on with the program of then."
                                .formatted(Home.commit(), search.root(), job.commit()));
            }
            return carryOut(search, job);
        }
    }

    private FileChannel claim(ShrinkFolder search) throws IOException {
        return FolderClaim.of(search.root())
                .orElseThrow(() ->
                        wrong("Another process is still searching in " + search.root() + ": wait for it, or end it."));
    }

    private int carryOut(ShrinkFolder search, ShrinkJob job) throws IOException, ShrinkException {
        PrintWriter out = out();
        out.println("folder of the search: " + search.root());
        out.println("looking for " + String.join(" or ", job.anomalies()));
        out.flush();
        try (RunProcess process = new RunProcess(search.runs(), List.of(Home.resultsOption(search.runs())))) {
            Shrunk shrunk = new ShrinkRun(
                            search,
                            job,
                            process,
                            arguments -> new RunCheck().check(arguments).boundMs(),
                            new ShrinkProgress(out))
                    .run();
            return ended(search, job, shrunk);
        } catch (InterruptedException _) {
            out.println("stopped; the best plan so far is in " + search.shrunkPlan());
            out.println("Go on with: ./ordeal shrink --resume " + search.root());
            out.flush();
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private int ended(ShrinkFolder search, ShrinkJob job, Shrunk shrunk) {
        PrintWriter out = out();
        out.println();
        Timetable.render(shrunk.candidate().plan()).forEach(out::println);
        out.println();
        out.println("shrunk from %s to %s: %s replays fail"
                .formatted(
                        ShrinkProgress.words(shrunk.original()),
                        ShrinkProgress.words(shrunk.candidate()),
                        shrunk.replays().words()));
        if (!shrunk.isReliable()) {
            out.println("that is too seldom to count on, and nothing larger failed more often");
        }
        out.println("plan: " + search.shrunkPlan());
        out.println("replay: " + job.command(shrunk.candidate(), search.shrunkPlan()));
        return shrunk.isReliable() ? ExitCode.OK : TOO_SELDOM;
    }

    private ShrinkJob job(RunFolder original, RunDescription description) throws IOException {
        return new ShrinkJob(
                ShrinkJob.FORMAT_VERSION,
                original.root().toRealPath().toString(),
                description.command(),
                arguments(description),
                anomalies(original),
                description.cluster().brokers().size(),
                description.cluster().zookeepers().size(),
                description.workload().ratePerSecond(),
                tries,
                replays,
                Home.commit(),
                System.currentTimeMillis());
    }

    private List<String> arguments(RunDescription description) {
        try {
            return RunAgain.arguments(description.command());
        } catch (IllegalArgumentException e) {
            throw notAgain(e);
        }
    }

    private CommandLine.ParameterException notAgain(IllegalArgumentException reason) {
        return wrong("'%s' cannot be run again: %s".formatted(run, reason.getMessage()));
    }

    /** What no run can have is said before a folder is made. */
    private void check(ShrinkJob job, RunFolder original) {
        List<String> arguments = new ArrayList<>(job.arguments());
        arguments.add("--plan=" + planFile(original));
        try {
            new RunCheck().check(arguments);
        } catch (IllegalArgumentException e) {
            throw notAgain(e);
        }
    }

    private List<String> anomalies(RunFolder original) throws IOException {
        if (!Files.isReadable(original.verdictFile())) {
            throw wrong("'%s' has no verdict: judge it first, with ./ordeal check %s".formatted(run, run));
        }
        Finding finding = VerdictReading.of(original.verdictFile()).finding();
        return switch (finding.verdict()) {
            case VALID -> throw wrong("'%s' is valid: only a run that broke a promise can be shrunk".formatted(run));
            case UNKNOWN ->
                throw wrong("'%s' is unknown (%s): only a run that broke a promise can be shrunk"
                        .formatted(run, finding.reason()));
            case INVALID -> wanted(finding.anomalies());
        };
    }

    /** One bug shows itself in several ways, and what is left out of a plan may leave another way than the one that counts. */
    private List<String> wanted(List<String> had) {
        if (wanted.isEmpty()) {
            return had.subList(0, 1);
        }
        if (wanted.equals(List.of(ANY))) {
            return had;
        }
        for (String type : wanted) {
            if (!had.contains(type)) {
                throw wrong("Invalid value for option '--anomaly': %s ('%s' had: %s)"
                        .formatted(type, run, String.join(", ", had)));
            }
        }
        return wanted;
    }

    private Plan plan(RunFolder original) {
        Path file = planFile(original);
        try {
            Plan plan = PlanJson.read(Files.readString(file));
            if (plan.steps().isEmpty()) {
                throw wrong("'%s' had no faults: there is nothing to leave out".formatted(run));
            }
            return plan.name().endsWith(SUFFIX) ? plan : plan.withName(plan.name() + SUFFIX);
        } catch (IOException | IllegalArgumentException e) {
            throw wrong("The plan file %s cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static Path planFile(RunFolder original) {
        return original.root().resolve("plan.json");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
