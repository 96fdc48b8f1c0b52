package ordeal.harness.suite;

import java.io.IOException;

/** Carries out one run of a cell. */
@FunctionalInterface
public interface CellRunner {
    /**
     * Runs, and waits until the run has ended, in whatever way.
     *
     * @param number the cell's, from 1
     * @param attempt from 1
     * @param boundMs how long it may take
     * @throws InterruptedException when the suite is told to end
     * @throws IOException when a process cannot be started or a file not be written at all: no other cell would fare better
     */
    Attempt run(CellState cell, int number, int attempt, long boundMs) throws IOException, InterruptedException;
}
