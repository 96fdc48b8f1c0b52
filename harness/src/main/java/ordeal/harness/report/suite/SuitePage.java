package ordeal.harness.report.suite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.harness.child.Finding;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.StyleSheet;
import ordeal.harness.report.html.Words;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.Estimate;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteState;

/** {@code index.html} of a suite: one page without scripts and without anything from elsewhere, but for links to its runs' reports. */
final class SuitePage {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final String STYLE = """
            .matrix { width: auto; border-collapse: separate; border-spacing: 4px; }
            .matrix th, .matrix td { border: 0; padding: 6px 10px; }
            .matrix th.across { text-align: center; }
            .matrix td.cell { text-align: center; border-radius: 8px; min-width: 104px; white-space: nowrap; background: var(--code); color: var(--soft); }
            .matrix td.cell a, .matrix td.cell span { color: inherit; font-weight: 650; text-decoration: none; }
            .matrix td.cell a:hover { text-decoration: underline; }
            .matrix td.cell small { display: block; font-size: 12px; font-weight: 400; opacity: 0.85; }
            .matrix td.valid { background: var(--valid-soft); color: var(--valid); }
            .matrix td.invalid { background: var(--invalid-soft); color: var(--invalid); outline: 2px solid var(--invalid); }
            .matrix td.unknown { background: var(--unknown-soft); color: var(--unknown); outline: 2px solid var(--unknown); }
            td.time { white-space: nowrap; font-variant-numeric: tabular-nums; }
            .matrix td.excluded { background: none; font-size: 12px; }
            """;

    private SuitePage() {}

    static String of(SuiteFolder folder, SuiteState suite) {
        Html html = new Html();
        html.markup("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.markup(
                "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.markup("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.element("title", "suite %s: %s".formatted(suite.name(), SuiteReport.sentence(suite)));
        html.markup("<style>\n" + StyleSheet.text() + STYLE + "</style>\n")
                .close()
                .open("body")
                .open("main");
        header(html, suite);
        firstProblem(suite).ifPresent(cell -> problem(html, folder, cell));
        figures(html, suite);
        matrices(html, folder, suite);
        CellsSection.write(html, folder, suite.cells());
        files(html, folder, suite);
        html.close().close().close();
        return html.toString();
    }

    private static void header(Html html, SuiteState suite) {
        String sentence = SuiteReport.sentence(suite);
        html.open("header", "class", "verdict " + SuiteReport.colour(suite));
        html.element("p", "Ordeal suite: " + suite.name(), "class", "eyebrow");
        html.open("h1").element("span", badge(suite), "class", "badge");
        html.text(Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1))
                .close();
        if (!suite.description().isEmpty()) {
            html.element("p", suite.description(), "class", "lead");
        }
        html.element(
                "p",
                "%s \u00b7 started %s \u00b7 %s \u00b7 commit %s"
                        .formatted(
                                suite.origin(),
                                Words.wallClock(suite.startedEpochMs()),
                                progress(suite),
                                suite.commit()),
                "class",
                "meta");
        html.close();
    }

    private static String badge(SuiteState suite) {
        return switch (suite.exitCode()) {
            case 0 -> "met";
            case 1 -> "unmet";
            default -> suite.count(CellStatus.WAITING) + suite.count(CellStatus.RUNNING) > 0 ? "open" : "unknown";
        };
    }

    private static String progress(SuiteState suite) {
        Long finishedEpochMs = suite.finishedEpochMs();
        return finishedEpochMs == null
                ? "going on, or interrupted; about %s to go".formatted(time(Estimate.remainingMs(suite.cells())))
                : "finished " + Words.wallClock(finishedEpochMs);
    }

    private static Optional<CellState> firstProblem(SuiteState suite) {
        return first(suite, CellStatus.UNMET).or(() -> first(suite, CellStatus.UNKNOWN));
    }

    private static Optional<CellState> first(SuiteState suite, CellStatus status) {
        return suite.cells().stream().filter(cell -> cell.status() == status).findFirst();
    }

    private static void problem(Html html, SuiteFolder folder, CellState cell) {
        boolean unmet = cell.status() == CellStatus.UNMET;
        html.element("h2", unmet ? "The first failure" : "The first cell that was not judged");
        html.open("article", "class", "card " + (unmet ? "violation" : "permitted"));
        html.element("h3", cell.id());
        html.element("p", cell.reason(), "class", unmet ? "reason" : "");
        cell.last()
                .map(Attempt::finding)
                .map(Finding::firstAnomaly)
                .filter(anomaly -> !anomaly.isEmpty())
                .ifPresent(anomaly -> html.element("p", anomaly));
        html.open("p").text("Seed " + cell.option("seed").orElse("unknown") + ". ");
        CellLinks.best(folder, cell).ifPresent(link -> html.element("a", "What this run left", "href", link));
        html.close();
        html.element("p", "The same run once more:").element("pre", cell.command());
        html.close();
    }

    private static void figures(Html html, SuiteState suite) {
        html.open("section", "class", "figures");
        figure(
                html,
                "%d of %d".formatted(suite.count(CellStatus.MET), suite.cells().size()),
                "cells met");
        for (CellStatus status : List.of(
                CellStatus.UNMET,
                CellStatus.UNKNOWN,
                CellStatus.NOT_RUN,
                CellStatus.RUNNING,
                CellStatus.WAITING,
                CellStatus.LEFT_OUT)) {
            if (suite.count(status) > 0) {
                figure(html, Words.count(suite.count(status)), "cells " + status.words());
            }
        }
        long retried = suite.cells().stream()
                .filter(cell -> cell.attempts().size() > 1)
                .count();
        if (retried > 0) {
            figure(html, Words.count(retried), "cells broke and were tried once more");
        }
        figure(
                html,
                time(suite.cells().stream().mapToLong(CellState::durationMs).sum()),
                "all runs together");
        Long budgetMs = suite.timeBudgetMs();
        if (budgetMs != null) {
            figure(html, time(budgetMs), "time budget");
        }
        html.close();
    }

    private static void matrices(Html html, SuiteFolder folder, SuiteState suite) {
        html.open("section", "id", "matrices").element("h2", "Matrices");
        html.element(
                "p",
                "A cell shows the verdict of its run. It is green when that is what was expected of it: a planted bug is expected to be found.");
        Map<String, List<CellState>> byMatrix = suite.cells().stream()
                .collect(Collectors.groupingBy(CellState::matrix, LinkedHashMap::new, Collectors.toList()));
        byMatrix.forEach((matrix, cells) -> MatrixSection.write(html, folder, matrix, cells));
        html.close();
    }

    private static void files(Html html, SuiteFolder folder, SuiteState suite) {
        html.open("section", "id", "files").element("h2", "Files");
        html.open("p");
        for (String file : List.of("suite.json", "suite.yaml", "junit.xml", "summary.md")) {
            html.element("a", file, "href", file).text(" ");
        }
        html.close();
        if (suite.hasOpenCells()) {
            html.element("p", "Something is left to do; it goes on with:")
                    .element("pre", "./ordeal suite --resume " + folder.root());
        }
        html.close();
    }

    private static void figure(Html html, String number, String label) {
        html.open("div", "class", "figure");
        html.element("b", number).element("span", label).close();
    }

    private static String time(long ms) {
        return Words.time(ms * NANOS_PER_MS);
    }
}
