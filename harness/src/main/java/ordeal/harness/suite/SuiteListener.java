package ordeal.harness.suite;

import java.io.IOException;

/** Sees a suite as it goes on. */
public interface SuiteListener {
    /** A cell broke and is tried once more. */
    void retrying(CellState cell, String reason);

    /** What a cell that is met leaves could not be made smaller; its verdict stands. */
    void notTrimmed(CellState cell, String reason);

    /** A cell has ended, or will not be run. */
    void ended(CellState cell, SuiteState suite) throws IOException;
}
