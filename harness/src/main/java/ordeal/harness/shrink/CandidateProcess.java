package ordeal.harness.shrink;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.child.EndedRun;
import ordeal.harness.child.Finding;
import ordeal.harness.child.RunProcess;
import ordeal.harness.child.RunTrim;
import ordeal.nemesis.plan.PlanJson;
import org.jspecify.annotations.Nullable;

/**
 * Tries each candidate as {@code ordeal run} in a process of its own, and writes down what came of it. What a search that was interrupted has
 * seen is not run again.
 */
final class CandidateProcess implements CandidateRunner {
    /** Runs in a row that may break before the fault is taken to lie outside the candidates. */
    private static final int MAX_BROKEN = 3;

    private final ShrinkFolder folder;
    private final ShrinkJob job;
    private final RunProcess process;
    private final ToLongFunction<List<String>> boundMs;
    private final Consumer<ShrinkStep> told;
    private final Map<Seen, Deque<Outcome>> seen = new HashMap<>();
    private final Map<Candidate, Path> planFiles = new HashMap<>();
    private int steps;
    private int brokenInARow;

    private record Seen(Candidate candidate, Purpose purpose) {}

    /**
     * Goes on from what the folder has.
     *
     * @param boundMs after which a run with these arguments is taken to hang
     * @param told hears of every try that is run now
     */
    CandidateProcess(
            ShrinkFolder folder,
            ShrinkJob job,
            RunProcess process,
            ToLongFunction<List<String>> boundMs,
            Consumer<ShrinkStep> told)
            throws IOException {
        this.folder = folder;
        this.job = job;
        this.process = process;
        this.boundMs = boundMs;
        this.told = told;
        for (ShrinkStep step : folder.readSteps()) {
            Candidate candidate = new Candidate(folder.readPlan(step.plan()), step.ratePerSecond());
            planFiles.put(candidate, folder.root().resolve(step.plan()));
            seen.computeIfAbsent(new Seen(candidate, step.purpose()), _ -> new ArrayDeque<>())
                    .add(step.outcome());
            steps = step.number();
        }
    }

    @Override
    public Outcome run(Candidate candidate, Phase phase, Purpose purpose)
            throws IOException, InterruptedException, ShrinkException {
        @Nullable
        Outcome known = seen.getOrDefault(new Seen(candidate, purpose), new ArrayDeque<>())
                .poll();
        if (known != null) {
            return known;
        }
        ShrinkStep step = tried(candidate, phase, purpose);
        folder.append(step);
        told.accept(step);
        brokenInARow = step.outcome() == Outcome.BROKE ? brokenInARow + 1 : 0;
        if (brokenInARow == MAX_BROKEN) {
            throw new ShrinkException(
                    "%d runs in a row broke, so the cause lies outside the plans; the last one: %s. See %s, and go on with: ./ordeal shrink --resume %s"
                            .formatted(MAX_BROKEN, step.reason(), folder.root().resolve(step.log()), folder.root()));
        }
        return step.outcome();
    }

    private ShrinkStep tried(Candidate candidate, Phase phase, Purpose purpose)
            throws IOException, InterruptedException {
        steps++;
        Path planFile = planFile(candidate);
        Path log = folder.logs().resolve("%03d.log".formatted(steps));
        List<String> arguments = job.arguments(candidate, planFile);
        EndedRun ended = process.run(arguments, log, boundMs.applyAsLong(arguments));
        Finding finding = ended.finding();
        if (ended.folder().isPresent()) {
            trim(ended.folder().get(), purpose, job.command(candidate, planFile));
        }
        return new ShrinkStep(
                steps,
                purpose,
                phase,
                folder.relative(planFile),
                candidate.faults(),
                candidate.ratePerSecond(),
                Outcome.of(finding, job.anomalies()),
                finding == null ? List.of() : finding.anomalies(),
                finding == null ? String.valueOf(ended.broke()) : finding.reason(),
                ended.folder().map(RunFolder::root).map(folder::relative).orElse(null),
                folder.relative(log),
                ended.durationMs());
    }

    /** A search makes dozens of runs; the evidence of those that only showed the way is not kept. */
    private static void trim(RunFolder run, Purpose purpose, String command) {
        switch (purpose) {
            case SEARCH -> RunTrim.trimIfPossible(run, command);
            case REPLAY -> {}
        }
    }

    private Path planFile(Candidate candidate) throws IOException {
        Path known = planFiles.get(candidate);
        if (known != null) {
            return known;
        }
        Path file = folder.planFile(planFiles.size() + 1);
        Files.writeString(file, PlanJson.write(candidate.plan()) + "\n");
        planFiles.put(candidate, file);
        return file;
    }
}
