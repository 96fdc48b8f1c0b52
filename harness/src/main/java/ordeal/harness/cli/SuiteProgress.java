package ordeal.harness.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import ordeal.harness.report.html.Words;
import ordeal.harness.report.suite.SuiteReport;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.Estimate;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteListener;
import ordeal.harness.suite.SuiteState;

/** Shows a suite as it goes on, one line for each cell, and keeps its page up to date. */
final class SuiteProgress implements SuiteListener {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final SuiteFolder folder;
    private final PrintWriter out;

    SuiteProgress(SuiteFolder folder, PrintWriter out) {
        this.folder = folder;
        this.out = out;
    }

    /** What a suite would run. */
    static void plan(SuiteState suite, PrintWriter out) {
        for (CellState cell : suite.cells()) {
            out.println("%-12s %s".formatted(time(cell.times().plannedMs()), cell.id()));
            out.println("             expects %s: %s".formatted(cell.expected(), cell.command()));
            if (cell.status() == CellStatus.LEFT_OUT) {
                out.println("             left out: " + cell.reason());
            }
        }
        Long budgetMs = suite.timeBudgetMs();
        out.println("%s, about %s together%s"
                .formatted(
                        Words.count(suite.cells().size(), "cell"),
                        time(Estimate.remainingMs(suite.cells())),
                        budgetMs == null ? "" : "; the time budget is " + time(budgetMs)));
    }

    @Override
    public void retrying(CellState cell, String reason) {
        out.println("        broke, and is tried once more: " + cell.id() + ": " + reason);
        out.flush();
    }

    @Override
    public void notTrimmed(CellState cell, String reason) {
        out.println("        its evidence could not be removed: " + cell.id() + ": " + reason);
        out.flush();
    }

    @Override
    public void ended(CellState cell, SuiteState suite) throws IOException {
        int number = suite.cells().indexOf(cell) + 1;
        out.println("[%3d/%d] %-8s %-8s %-12s %s%s%s"
                .formatted(
                        number,
                        suite.cells().size(),
                        cell.status().words(),
                        cell.verdict(),
                        time(cell.durationMs()),
                        cell.id(),
                        cell.reason().isEmpty() ? "" : ": " + cell.reason(),
                        remaining(suite)));
        out.flush();
        SuiteReport.write(folder, suite);
    }

    private static String remaining(SuiteState suite) {
        if (!suite.hasOpenCells()) {
            return "";
        }
        long ms = Estimate.remainingMs(suite.cells());
        return " | about %s to go, %s".formatted(time(ms), until(ms));
    }

    /** When something that takes so much longer will have ended, by the wall clock. */
    static String until(long ms) {
        return "until " + CLOCK.format(Instant.ofEpochMilli(System.currentTimeMillis() + ms));
    }

    void finished(SuiteState suite) {
        out.println();
        for (CellStatus status : CellStatus.values()) {
            if (suite.count(status) > 0) {
                out.println("  %-9s %s".formatted(status.words(), Words.count(suite.count(status), "cell")));
            }
        }
        suite.cells().stream()
                .filter(cell -> cell.status() == CellStatus.UNMET || cell.status() == CellStatus.UNKNOWN)
                .forEach(cell -> out.println("  %s: %s: %s%n      again: %s"
                        .formatted(cell.status().words(), cell.id(), cell.reason(), cell.command())));
        out.println();
        out.println("suite: " + SuiteReport.sentence(suite));
        out.println("report: " + folder.root().resolve("index.html"));
        out.flush();
    }

    static String time(long ms) {
        return Words.time(ms * NANOS_PER_MS);
    }
}
