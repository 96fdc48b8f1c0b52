package ordeal.harness.suite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * A suite that has been read, expanded and checked: it can begin.
 *
 * @param suite the file's contents
 * @param cells what it runs, with what each is told
 */
public record SuitePlan(Suite suite, List<PlannedCell> cells) {
    private static final int FORMAT_VERSION = 1;

    public SuitePlan {
        cells = List.copyOf(cells);
    }

    /**
     * A cell with its seed drawn.
     *
     * @param arguments from {@code run} on
     */
    record PlannedCell(Cell cell, List<String> arguments, CellTimes times) {}

    /**
     * The plan of a suite's file.
     *
     * @param random where drawn seeds come from
     * @throws SuiteException when the file or one of its cells is wrong
     */
    public static SuitePlan of(String text, CellCheck check, LongSupplier random) throws SuiteException {
        Suite suite = SuiteReader.read(text);
        DrawnSeeds seeds = new DrawnSeeds(random);
        List<PlannedCell> planned = new ArrayList<>();
        Set<String> problems = new HashSet<>();
        List<String> sentences = new ArrayList<>();
        for (Cell cell : Expansion.cells(suite)) {
            List<String> arguments = cell.arguments(seeds);
            try {
                planned.add(new PlannedCell(cell, arguments, check.check(arguments)));
            } catch (IllegalArgumentException e) {
                String problem = String.valueOf(e.getMessage());
                int line = line(cell, problem);
                if (problems.add(line + problem)) {
                    sentences.add("line %d: cell %s: %s".formatted(line, cell.id(), problem));
                }
            }
        }
        if (!sentences.isEmpty()) {
            throw new SuiteException(String.join("\n", sentences));
        }
        return new SuitePlan(suite, planned);
    }

    /** The line of the option that a problem names; the matrix's when it names none. */
    private static int line(Cell cell, String problem) {
        return cell.options().stream()
                .filter(option -> problem.matches("(?s).*--" + Pattern.quote(option.name()) + "\\b.*"))
                .mapToInt(OptionValue::line)
                .findFirst()
                .orElse(cell.line());
    }

    /** The suite's name. */
    public String name() {
        return suite.name();
    }

    /** What the suite is for; may be empty. */
    public String description() {
        return suite.description();
    }

    /**
     * The state of the suite before its first cell.
     *
     * @param origin the file, or the name of a suite that comes with Ordeal
     * @param text the file's text
     * @param commit of Ordeal
     * @param noDocker why no cell can run in containers here; empty when an engine answers
     */
    public SuiteState begin(String origin, String text, String commit, long startedEpochMs, Optional<String> noDocker) {
        return new SuiteState(
                FORMAT_VERSION,
                name(),
                description(),
                origin,
                SuiteFolder.fingerprint(text),
                commit,
                startedEpochMs,
                suite.timeBudgetMs().isPresent() ? suite.timeBudgetMs().getAsLong() : null,
                cells.stream().map(planned -> begin(planned, noDocker)).toList(),
                null);
    }

    private static CellState begin(PlannedCell planned, Optional<String> noDocker) {
        Cell cell = planned.cell();
        boolean leftOut = cell.needsDocker() && noDocker.isPresent();
        return new CellState(
                cell.id(),
                cell.matrix(),
                cell.coordinates(),
                planned.arguments(),
                cell.expectation().words(),
                planned.times(),
                leftOut ? CellStatus.LEFT_OUT : CellStatus.WAITING,
                leftOut ? noDocker.get() : "",
                List.of());
    }

    /** Whether some cell is left out where no Docker engine answers. */
    public boolean needsDocker() {
        return cells.stream().anyMatch(planned -> planned.cell().needsDocker());
    }
}
