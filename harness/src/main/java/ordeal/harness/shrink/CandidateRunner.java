package ordeal.harness.shrink;

import java.io.IOException;

/** Tries a candidate once. */
@FunctionalInterface
public interface CandidateRunner {
    /**
     * Runs, and waits until the run has ended, in whatever way.
     *
     * @throws InterruptedException when the search is told to end
     * @throws ShrinkException when trying further is of no use
     * @throws IOException when a process cannot be started or a file not be written at all
     */
    Outcome run(Candidate candidate, Phase phase, Purpose purpose)
            throws IOException, InterruptedException, ShrinkException;
}
