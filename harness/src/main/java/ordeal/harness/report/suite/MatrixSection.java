package ordeal.harness.report.suite;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.harness.report.html.Html;
import ordeal.harness.report.html.Words;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.SuiteFolder;

/** A matrix as a table: the last axis goes across, every combination of the others goes down. */
final class MatrixSection {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final String NO_AXIS = "";

    private MatrixSection() {}

    static void write(Html html, SuiteFolder folder, String matrix, List<CellState> cells) {
        List<String> axes = List.copyOf(cells.getFirst().coordinates().keySet());
        String across = axes.isEmpty() ? NO_AXIS : axes.getLast();
        List<String> down = axes.isEmpty() ? List.of() : axes.subList(0, axes.size() - 1);
        List<String> columns =
                cells.stream().map(cell -> label(cell, across)).distinct().toList();
        Map<List<String>, Map<String, CellState>> rows = new LinkedHashMap<>();
        for (CellState cell : cells) {
            List<String> row = down.stream().map(axis -> label(cell, axis)).toList();
            rows.computeIfAbsent(row, _ -> new LinkedHashMap<>()).put(label(cell, across), cell);
        }
        html.open("article", "class", "card").element("h3", matrix);
        html.element("p", expectations(cells), "class", "cost");
        html.open("div", "class", "scroll")
                .open("table", "class", "matrix")
                .open("thead")
                .open("tr");
        down.forEach(axis -> html.element("th", axis));
        columns.forEach(column -> html.element("th", across.isEmpty() ? "" : across + " " + column, "class", "across"));
        html.close().close().open("tbody");
        rows.forEach((labels, byColumn) -> {
            html.open("tr");
            labels.forEach(label -> html.element("td", label, "class", "label"));
            columns.forEach(column -> cell(html, folder, Optional.ofNullable(byColumn.get(column))));
            html.close();
        });
        html.close().close().close().close();
    }

    private static void cell(Html html, SuiteFolder folder, Optional<CellState> present) {
        if (present.isEmpty()) {
            html.element("td", "excluded", "class", "cell excluded");
            return;
        }
        CellState cell = present.get();
        html.open("td", "class", "cell " + CellColour.of(cell.status()), "title", title(cell));
        String words = CellColour.mark(cell.status()) + " "
                + (cell.attempts().isEmpty() ? cell.status().words() : found(cell));
        Optional<String> link = CellLinks.best(folder, cell);
        if (link.isPresent()) {
            html.element("a", words, "href", link.get());
        } else {
            html.element("span", words);
        }
        if (!cell.attempts().isEmpty()) {
            String again = cell.attempts().size() > 1 ? ", " + cell.attempts().size() + " attempts" : "";
            html.element("small", Words.time(cell.durationMs() * NANOS_PER_MS) + again);
        }
        html.close();
    }

    private static String found(CellState cell) {
        boolean losses = cell.last()
                .map(Attempt::finding)
                .filter(finding -> !finding.permitted().isEmpty())
                .isPresent();
        return cell.verdict() + (losses ? ", with losses" : "");
    }

    private static String title(CellState cell) {
        List<String> parts = new ArrayList<>(List.of(cell.id() + ": expected " + cell.expected()));
        cell.last()
                .map(Attempt::finding)
                .ifPresent(finding -> parts.add("found " + finding.verdict().word()));
        if (!cell.reason().isEmpty()) {
            parts.add(cell.reason());
        }
        return String.join("; ", parts);
    }

    private static String expectations(List<CellState> cells) {
        return "expected: "
                + String.join(
                        "; ", cells.stream().map(CellState::expected).distinct().toList());
    }

    private static String label(CellState cell, String axis) {
        return cell.coordinates().getOrDefault(axis, "");
    }
}
