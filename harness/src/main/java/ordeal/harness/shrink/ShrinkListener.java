package ordeal.harness.shrink;

import java.io.IOException;

/** Hears how a search goes. */
public interface ShrinkListener {
    /** A candidate has been tried once. */
    void tried(ShrinkStep step);

    /** A smaller candidate failed often enough: it is the best one from now on. */
    void taken(Candidate candidate, Phase phase, Tally tally) throws IOException;

    /** A smaller candidate did not fail often enough. */
    void refused(Candidate candidate, Phase phase, Tally tally) throws IOException;

    /** The best candidate failed too seldom when it was replayed; the one before it is the best one again. */
    void givenBack(Candidate candidate, Tally replays, Candidate best) throws IOException;
}
