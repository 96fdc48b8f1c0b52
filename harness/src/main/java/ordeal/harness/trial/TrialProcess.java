package ordeal.harness.trial;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.child.EndedRun;
import ordeal.harness.child.RunProcess;
import ordeal.harness.child.RunTrim;
import ordeal.harness.child.VerdictReading;
import org.jspecify.annotations.Nullable;

/** Runs each trial in a process of its own. The folder of one that came out as it must is made small; any other keeps everything. */
public final class TrialProcess implements TrialRunner, AutoCloseable {
    private static final long BOUND_MS = TimeUnit.MINUTES.toMillis(10);

    private final TrialStore store;
    private final boolean keepEvidence;
    private final RunProcess process;

    /**
     * Nothing runs yet.
     *
     * @param keepEvidence whether the folders of trials that came out as they must keep everything too
     * @param jvmOptions by which a process leaves its run folder in {@link TrialStore#runs}
     */
    public TrialProcess(TrialStore store, boolean keepEvidence, List<String> jvmOptions) {
        this.store = store;
        this.keepEvidence = keepEvidence;
        this.process = new RunProcess(store.runs(), jvmOptions);
    }

    @Override
    public TrialResult run(Trial trial) throws IOException, InterruptedException {
        EndedRun ended = process.run(trial.arguments(), store.newLog(trial), BOUND_MS);
        RunFolder folder = ended.folder().orElse(null);
        if (ended.finding() == null || folder == null) {
            return broke(trial, ended, folder);
        }
        VerdictReading reading = VerdictReading.of(folder.verdictFile());
        LoadBefore before = beforeProof(trial.subject(), reading, folder);
        TrialResult result = new TrialResult(
                trial.key(),
                trial.command(),
                ended.finding().verdict(),
                ended.finding().reason(),
                reading.found(),
                reading.permitted(),
                before == null ? null : before.loadedMs(),
                before == null ? null : before.acknowledgedSends(),
                ended.durationMs(),
                name(folder));
        boolean asItMust = switch (trial.role()) {
            case FAULTY -> result.shows(trial.subject());
            case CONTROL -> result.isSilent(trial.subject());
        };
        if (asItMust && !keepEvidence) {
            RunTrim.trimIfPossible(folder, trial.command());
        }
        return result;
    }

    private static TrialResult broke(Trial trial, EndedRun ended, @Nullable RunFolder folder) {
        return new TrialResult(
                trial.key(),
                trial.command(),
                null,
                String.valueOf(ended.broke()),
                List.of(),
                Map.of(),
                null,
                null,
                ended.durationMs(),
                folder == null ? null : name(folder));
    }

    private static @Nullable LoadBefore beforeProof(Subject subject, VerdictReading reading, RunFolder folder)
            throws IOException {
        OptionalLong first = switch (subject) {
            case Subject.Bug bug -> reading.firstNanos(bug.proof());
            case Subject.Misconfiguration _ -> OptionalLong.empty();
        };
        return first.isEmpty() ? null : LoadBefore.of(folder.historyFile(), first.getAsLong());
    }

    private static String name(RunFolder folder) {
        return folder.root().getFileName().toString();
    }

    /** Nothing runs any more. */
    @Override
    public void close() {
        process.close();
    }
}
