package ordeal.harness.suite;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.child.Finding;
import ordeal.harness.child.RunTrim;

/**
 * Carries out the open cells of a suite, one after the other, and keeps its state on disk after every step. A cell that breaks is tried
 * once more; a verdict never is.
 */
public final class SuiteRun {
    private static final int MAX_ATTEMPTS = 2;

    private final SuiteFolder folder;
    private final Map<String, Expectation> expectations = new HashMap<>();
    private final OptionalLong cellBoundMs;
    private final CellRunner runner;
    private final SuiteListener listener;
    private final LongSupplier clockMs;
    private SuiteState state;

    /**
     * A suite that begins or goes on.
     *
     * @param state its state, of the same file as the plan
     * @param clockMs a clock that never goes back
     */
    public SuiteRun(
            SuiteFolder folder,
            SuitePlan plan,
            SuiteState state,
            CellRunner runner,
            SuiteListener listener,
            LongSupplier clockMs) {
        this.folder = folder;
        this.state = state;
        this.cellBoundMs = plan.suite().cellBoundMs();
        this.runner = runner;
        this.listener = listener;
        this.clockMs = clockMs;
        plan.cells()
                .forEach(planned ->
                        expectations.put(planned.cell().id(), planned.cell().expectation()));
    }

    /** Runs every open cell that can begin within the time budget, which counts from now. */
    public SuiteState run() throws IOException, InterruptedException {
        long begunMs = clockMs.getAsLong();
        for (int index = 0; index < state.cells().size(); index++) {
            CellState cell = state.cells().get(index);
            if (!cell.status().isOpen()) {
                continue;
            }
            Long budgetMs = state.timeBudgetMs();
            if (budgetMs != null && clockMs.getAsLong() - begunMs >= budgetMs) {
                end(index, cell.with(CellStatus.NOT_RUN, "the time budget was used up before it could begin"));
            } else {
                end(index, judged(run(index, cell.with(CellStatus.RUNNING, ""))));
            }
        }
        save(state.finished(System.currentTimeMillis()));
        return state;
    }

    private void end(int index, CellState cell) throws IOException {
        save(state.with(index, cell));
        listener.ended(cell, state);
    }

    /** The cell after its last run; one that was interrupted has the attempts that it has left. */
    private CellState run(int index, CellState begun) throws IOException, InterruptedException {
        CellState cell = begun;
        save(state.with(index, cell));
        while (cell.attempts().isEmpty()
                || (broke(cell).isPresent() && cell.attempts().size() < MAX_ATTEMPTS)) {
            broke(cell).ifPresent(reason -> listener.retrying(begun, reason));
            cell = cell.after(runner.run(cell, index + 1, cell.attempts().size() + 1, boundMs(cell)));
            save(state.with(index, cell));
        }
        return cell;
    }

    private static Optional<String> broke(CellState cell) {
        return cell.last().map(Attempt::broke);
    }

    private CellState judged(CellState cell) {
        Attempt attempt = cell.attempts().getLast();
        Finding finding = attempt.finding();
        if (finding == null) {
            return cell.with(CellStatus.UNKNOWN, String.valueOf(attempt.broke()));
        }
        return switch (finding.verdict()) {
            case UNKNOWN -> cell.with(CellStatus.UNKNOWN, finding.reason());
            case VALID, INVALID -> compared(cell, finding, attempt);
        };
    }

    private CellState compared(CellState cell, Finding finding, Attempt attempt) {
        Expectation expectation = expectations.get(cell.id());
        if (expectation == null) {
            throw new IllegalStateException("the suite's file has no cell " + cell.id());
        }
        Optional<String> unmet = expectation.unmet(finding);
        if (unmet.isPresent()) {
            return cell.with(CellStatus.UNMET, unmet.get());
        }
        if (attempt.run() != null) {
            trim(cell, attempt.run());
        }
        return cell.with(CellStatus.MET, "");
    }

    /** A folder that stays large is no reason to doubt a verdict, nor to run no more cells. */
    private void trim(CellState cell, String run) {
        try {
            RunTrim.trim(new RunFolder(folder.root().resolve(run)), cell.command());
        } catch (IOException e) {
            listener.notTrimmed(cell, e.toString()); // The message of many is the file's name alone.
        }
    }

    private long boundMs(CellState cell) {
        return cellBoundMs.orElse(cell.times().boundMs());
    }

    private void save(SuiteState next) throws IOException {
        state = next;
        folder.write(next);
    }
}
