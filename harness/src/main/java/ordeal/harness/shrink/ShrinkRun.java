package ordeal.harness.shrink;

import java.io.IOException;
import java.util.List;
import java.util.function.ToLongFunction;
import ordeal.harness.child.RunProcess;

/** A search with its folder: begins, or goes on where it was interrupted. What is best so far is on disk at any moment. */
public final class ShrinkRun {
    private final ShrinkFolder folder;
    private final ShrinkJob job;
    private final RunProcess process;
    private final ToLongFunction<List<String>> boundMs;
    private final ShrinkListener listener;

    /**
     * Nothing is tried yet.
     *
     * @param folder made by {@link ShrinkFolder#create}
     * @param boundMs after which a run with these arguments is taken to hang
     */
    public ShrinkRun(
            ShrinkFolder folder,
            ShrinkJob job,
            RunProcess process,
            ToLongFunction<List<String>> boundMs,
            ShrinkListener listener) {
        this.folder = folder;
        this.job = job;
        this.process = process;
        this.boundMs = boundMs;
        this.listener = listener;
    }

    /** Searches to the end. */
    public Shrunk run() throws IOException, InterruptedException, ShrinkException {
        Candidate original = new Candidate(folder.readPlan(folder.relative(folder.planFile(0))), job.ratePerSecond());
        folder.keep(job, original);
        return new Shrinking(
                        original,
                        job.shape(),
                        Threshold.majority(job.tries()),
                        Threshold.fourOfFive(job.replays()),
                        new CandidateProcess(folder, job, process, boundMs, listener::tried),
                        new Keeping())
                .run();
    }

    /** Keeps the best plan on disk before anybody hears of it. */
    private final class Keeping implements ShrinkListener {
        @Override
        public void tried(ShrinkStep step) {
            listener.tried(step);
        }

        @Override
        public void taken(Candidate candidate, Phase phase, Tally tally) throws IOException {
            folder.keep(job, candidate);
            listener.taken(candidate, phase, tally);
        }

        @Override
        public void refused(Candidate candidate, Phase phase, Tally tally) throws IOException {
            listener.refused(candidate, phase, tally);
        }

        @Override
        public void givenBack(Candidate candidate, Tally replays, Candidate best) throws IOException {
            folder.keep(job, best);
            listener.givenBack(candidate, replays, best);
        }
    }
}
