package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code suite.json}: a suite, and how far it has come.
 *
 * @param origin the file, or the name of a suite that comes with Ordeal
 * @param fingerprint of the file's bytes
 * @param commit of Ordeal when the suite began
 * @param timeBudgetMs after which no cell begins; null when there is no bound
 * @param finishedEpochMs when the last cell had ended; null before
 */
public record SuiteState(
        int formatVersion,
        String name,
        String description,
        String origin,
        String fingerprint,
        String commit,
        long startedEpochMs,
        @Nullable Long timeBudgetMs,
        List<CellState> cells,
        @Nullable Long finishedEpochMs) {
    /** All cells met. */
    private static final int ALL_MET = 0;
    /** As a verdict of invalid. */
    private static final int SOME_UNMET = 1;
    /** As a verdict of unknown. */
    private static final int SOME_UNKNOWN = 2;

    public SuiteState {
        cells = List.copyOf(cells);
    }

    /** The same suite with one cell come further. */
    SuiteState with(int index, CellState cell) {
        List<CellState> changed = new ArrayList<>(cells);
        changed.set(index, cell);
        return comeTo(changed, null);
    }

    /** The same suite, ended. */
    SuiteState finished(long epochMs) {
        return comeTo(cells, epochMs);
    }

    private SuiteState comeTo(List<CellState> newCells, @Nullable Long newFinishedEpochMs) {
        return new SuiteState(
                formatVersion,
                name,
                description,
                origin,
                fingerprint,
                commit,
                startedEpochMs,
                timeBudgetMs,
                newCells,
                newFinishedEpochMs);
    }

    /** How many cells have come so far. */
    public long count(CellStatus status) {
        return cells.stream().filter(cell -> cell.status() == status).count();
    }

    /** Whether something is left to do. */
    public boolean hasOpenCells() {
        return cells.stream().anyMatch(cell -> cell.status().isOpen());
    }

    /**
     * The worst of all cells, as a process ends: 1 when one came out otherwise than expected, 2 when one was not judged or none was, 0 when
     * every cell was met.
     */
    public int exitCode() {
        if (count(CellStatus.UNMET) > 0) {
            return SOME_UNMET;
        }
        long leftOut = count(CellStatus.LEFT_OUT);
        long met = count(CellStatus.MET);
        return met > 0 && met + leftOut == cells.size() ? ALL_MET : SOME_UNKNOWN;
    }
}
