package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.report.html.Words;
import ordeal.harness.report.suite.SuiteReport;
import ordeal.harness.suite.CellProcess;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.Estimate;
import ordeal.harness.suite.ShippedSuites;
import ordeal.harness.suite.SuiteException;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuitePlan;
import ordeal.harness.suite.SuiteRun;
import ordeal.harness.suite.SuiteState;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ordeal suite}: many runs with an expectation for each. */
@Command(
        name = "suite",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Carries out a suite: a matrix of runs, each with a verdict that is expected of it. Planted bugs are expected to be",
            "found, so a harness that has gone blind fails. Every cell is an 'ordeal run' in a process of its own; a cell that",
            "breaks is tried once more, a verdict never is. Leaves a folder below results/ with index.html."
        },
        footer = {
            "",
            "Exit codes: 0 every expectation met, 1 one was not, 2 something was not judged or not run, 64 wrong usage or a",
            "wrong suite, 70 could not be carried out."
        })
final class SuiteCommand implements Callable<Integer> {
    private static final int SEED_BOUND = 1_000_000;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE|NAME",
            description = "The suite: a YAML file, or the name of one that comes with Ordeal (see --list).")
    private @Nullable String suite;

    @Option(names = "--list", description = "Lists the suites that come with Ordeal.")
    private boolean list;

    @Option(names = "--dry-run", description = "Prints the cells and how long they will take; starts nothing.")
    private boolean dryRun;

    @Option(
            names = "--resume",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "FOLDER",
            description = {
                "Goes on with a suite that was interrupted or ran out of time, in its folder (default: the newest of this",
                "suite in which something is left to do). A cell that was interrupted runs again."
            })
    private @Nullable String resume;

    @Option(
            names = "--results",
            paramLabel = "FOLDER",
            description = "Where the suite's folder is made (default: results/ of the project).")
    private @Nullable Path results;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    /**
     * A suite's file.
     *
     * @param origin the file's path, or the name of a suite that comes with Ordeal
     */
    private record Source(String origin, String text) {}

    @Override
    public Integer call() throws Exception {
        if (list) {
            return list();
        }
        if (resume != null) {
            return resume(resume);
        }
        if (suite == null) {
            throw wrong("Which suite? A file, or one of " + ShippedSuites.names());
        }
        Source source = source(suite);
        SuitePlan plan = plan(source);
        SuiteState state = begin(source, plan);
        if (dryRun) {
            SuiteProgress.plan(state, out());
            return ExitCode.OK;
        }
        SuiteFolder folder = SuiteFolder.at(resultsFolder(), state.name(), state.startedEpochMs());
        Files.createDirectories(folder.root());
        try (FileChannel _ = folder.claim()) {
            folder.create(state, source.text());
            return carryOut(folder, plan, state);
        }
    }

    private int list() throws SuiteException {
        for (String name : ShippedSuites.names()) {
            Source source = new Source(name, ShippedSuites.text(name).orElseThrow());
            SuitePlan plan = plan(source);
            List<CellState> cells = plan.begin(name, source.text(), Home.commit(), 0, Optional.empty())
                    .cells();
            out().println("%-10s %s, about %s: %s"
                    .formatted(
                            name,
                            Words.count(cells.size(), "cell"),
                            SuiteProgress.time(Estimate.remainingMs(cells)),
                            plan.description()));
        }
        return ExitCode.OK;
    }

    private int resume(String named) throws Exception {
        SuiteFolder folder = folderToResume(named);
        try (FileChannel _ = folder.claim()) {
            SuiteState state = folder.read();
            Source source = source(suite == null ? state.origin() : suite);
            if (!SuiteFolder.fingerprint(source.text()).equals(state.fingerprint())) {
                throw new SuiteException(
                        "%s is no longer the file with which the suite in %s began. Begin anew without --resume, or go on with the file of then: ./ordeal suite %s --resume %s"
                                .formatted(source.origin(), folder.root(), folder.suiteFile(), folder.root()));
            }
            if (!state.hasOpenCells()) {
                out().println("nothing is left to do in " + folder.root());
                return state.exitCode();
            }
            if (!state.commit().equals(Home.commit())) {
                throw new SuiteException(
                        "This is commit %s, and the suite in %s began with %s: cells of two programs make no suite. Begin anew without --resume, or go on with the program of then."
                                .formatted(Home.commit(), folder.root(), state.commit()));
            }
            SuitePlan plan = plan(source);
            InterruptedCells.remove(folder, state).forEach(out()::println);
            return carryOut(folder, plan, state);
        }
    }

    /** A folder, or the newest one of a suite. */
    private SuiteFolder folderToResume(String named) throws IOException {
        if (!named.isEmpty()) {
            for (Path candidate : new Path[] {Path.of(named), resultsFolder().resolve(named)}) {
                SuiteFolder folder = new SuiteFolder(candidate.toAbsolutePath().normalize());
                if (folder.isSuite()) {
                    return folder;
                }
            }
            throw wrong(
                    "'" + named
                            + "' is no suite's folder: there is no readable suite.json in it. To go on with the newest one of a suite, its name comes first: ordeal suite NAME --resume");
        }
        if (suite == null) {
            throw wrong("Which suite is to go on? Name it, or its folder after --resume");
        }
        String name = nameOf(suite);
        return SuiteFolder.latestOpen(resultsFolder(), name)
                .orElseThrow(() -> wrong("There is no suite '%s' in %s in which something is left to do"
                        .formatted(name, resultsFolder())));
    }

    private String nameOf(String given) {
        try {
            return plan(source(given)).name();
        } catch (SuiteException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    private int carryOut(SuiteFolder folder, SuitePlan plan, SuiteState state) throws IOException {
        PrintWriter out = out();
        out.println("suite folder: " + folder.root());
        SuiteProgress progress = new SuiteProgress(folder, out);
        SuiteReport.write(folder, state);
        try (CellProcess cells = new CellProcess(folder, List.of(Home.resultsOption(folder.runs())))) {
            SuiteState ended = new SuiteRun(
                            folder,
                            plan,
                            state,
                            cells,
                            progress,
                            () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()))
                    .run();
            SuiteReport.write(folder, ended);
            progress.finished(ended);
            return ended.exitCode();
        } catch (InterruptedException _) {
            out.println("stopped. Go on with: ./ordeal suite --resume " + folder.root());
            out.flush();
            return ExitCode.COULD_NOT_RUN;
        }
    }

    private static SuiteState begin(Source source, SuitePlan plan) {
        return plan.begin(
                source.origin(),
                source.text(),
                Home.commit(),
                System.currentTimeMillis(),
                plan.needsDocker() ? noDocker() : Optional.empty());
    }

    /** Why no cell can run in containers here; empty when an engine answers. */
    private static Optional<String> noDocker() {
        try {
            DeploymentChoice.DOCKER.open();
            return Optional.empty();
        } catch (ClusterException e) {
            return Optional.of(String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
    }

    private Source source(String given) {
        Path file = Path.of(given);
        if (Files.isRegularFile(file)) {
            try {
                return new Source(file.toAbsolutePath().normalize().toString(), Files.readString(file));
            } catch (IOException e) {
                throw wrong("The suite " + file + " cannot be read: " + e.getMessage());
            }
        }
        return ShippedSuites.text(given)
                .map(text -> new Source(given, text))
                .orElseThrow(() -> wrong("There is no suite '%s': neither a file nor one of %s"
                        .formatted(given, ShippedSuites.names())));
    }

    private static SuitePlan plan(Source source) throws SuiteException {
        try {
            return SuitePlan.of(
                    source.text(),
                    new RunCheck(),
                    () -> RandomGenerator.getDefault().nextLong(1, SEED_BOUND));
        } catch (SuiteException e) {
            throw new SuiteException("The suite %s is wrong:\n%s".formatted(source.origin(), e.getMessage()));
        }
    }

    private Path resultsFolder() {
        return results == null ? Home.results() : results.toAbsolutePath().normalize();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(spec.commandLine(), message);
    }
}
