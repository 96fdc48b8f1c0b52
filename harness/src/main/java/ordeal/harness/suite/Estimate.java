package ordeal.harness.suite;

import java.util.List;

/** How long the rest of a suite will take: what its cells say of themselves, and what cells have needed beside that. */
public final class Estimate {
    /** Starting, final reads, collecting and judging, until something has been measured. */
    private static final long FIRST_GUESS_MS = 30_000;

    private static final String SYSTEM = "system";

    private Estimate() {}

    /** Milliseconds until every open cell has run once. */
    public static long remainingMs(List<CellState> cells) {
        return cells.stream()
                .filter(cell -> cell.status().isOpen())
                .mapToLong(cell -> Math.max(0, cell.times().plannedMs() + beyondPlanMs(cells, cell)))
                .sum();
    }

    /** What cells of the same system needed beyond their plan, on average; those of any system when there is none; else a guess. */
    private static long beyondPlanMs(List<CellState> cells, CellState cell) {
        List<CellState> measured = cells.stream()
                .filter(done -> done.last().map(Attempt::finding).isPresent())
                .toList();
        List<CellState> same = measured.stream()
                .filter(done -> done.option(SYSTEM).equals(cell.option(SYSTEM)))
                .toList();
        return Math.round((same.isEmpty() ? measured : same)
                .stream()
                        .mapToLong(done -> done.attempts().getLast().durationMs()
                                - done.times().plannedMs())
                        .average()
                        .orElse(FIRST_GUESS_MS));
    }
}
