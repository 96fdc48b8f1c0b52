package ordeal.harness.report.suite;

import java.util.List;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.SuiteFolder;

/** Every cell with what was expected, what came, all its runs, and how it is repeated. */
final class CellsSection {
    private static final long NANOS_PER_MS = 1_000_000;

    private CellsSection() {}

    static void write(Html html, SuiteFolder folder, List<CellState> cells) {
        html.open("section", "id", "cells").element("h2", "Every cell");
        html.open("div", "class", "card scroll").open("table").open("thead").open("tr");
        for (String title : List.of("", "Cell", "Expected", "Found", "Time")) {
            html.element("th", title);
        }
        html.close().close().open("tbody");
        cells.forEach(cell -> row(html, folder, cell));
        html.close().close().close().close();
    }

    private static void row(Html html, SuiteFolder folder, CellState cell) {
        html.open("tr").open("td");
        html.element("span", cell.status().words(), "class", "badge " + CellColour.of(cell.status()));
        html.close().open("td").element("span", cell.id());
        html.open("details").element("summary", "command").element("pre", cell.command());
        html.close().close();
        html.element("td", cell.expected()).open("td");
        if (!cell.reason().isEmpty() && cell.status() != CellStatus.UNKNOWN) { // Its last attempt says why.
            html.element("p", cell.reason());
        }
        cell.attempts().forEach(attempt -> attempt(html, folder, attempt));
        html.close();
        html.element(
                "td", cell.attempts().isEmpty() ? "" : Words.time(cell.durationMs() * NANOS_PER_MS), "class", "time");
        html.close();
    }

    private static void attempt(Html html, SuiteFolder folder, Attempt attempt) {
        html.open("p", "class", "cost").text(AttemptWords.of(attempt) + " (");
        CellLinks.report(folder, attempt)
                .ifPresent(report -> html.element("a", "report", "href", report).text(", "));
        html.element("a", "log", "href", CellLinks.encoded(attempt.log()))
                .text(")")
                .close();
    }
}
