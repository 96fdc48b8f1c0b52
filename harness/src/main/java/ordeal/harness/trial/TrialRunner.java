package ordeal.harness.trial;

import java.io.IOException;

/** Carries out one trial. */
@FunctionalInterface
public interface TrialRunner {
    /**
     * Runs, and waits until the run has ended, in whatever way.
     *
     * @throws InterruptedException when this process is told to end
     * @throws IOException when no trial would fare better
     */
    TrialResult run(Trial trial) throws IOException, InterruptedException;
}
