package ordeal.harness.report.suite;

import java.util.List;
import ordeal.harness.report.html.Words;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.SuiteState;

/** {@code summary.md}: the result on one screen, for a pull request or a chat. */
final class SuiteSummary {
    private static final long NANOS_PER_MS = 1_000_000;

    private SuiteSummary() {}

    static String of(SuiteState suite) {
        StringBuilder text = new StringBuilder();
        text.append("# Suite %s: %s%n%n".formatted(suite.name(), SuiteReport.sentence(suite)));
        text.append("%s, started %s, commit %s.%n%n"
                .formatted(
                        Words.count(suite.cells().size(), "cell"),
                        Words.wallClock(suite.startedEpochMs()),
                        suite.commit()));
        text.append("| matrix | met | unmet | unknown | not run | left out |\n|---|---:|---:|---:|---:|---:|\n");
        suite.cells().stream().map(CellState::matrix).distinct().forEach(matrix -> text.append(row(suite, matrix)));
        List<CellState> others = suite.cells().stream()
                .filter(cell -> cell.status() != CellStatus.MET)
                .toList();
        if (!others.isEmpty()) {
            text.append("\n| cell | expected | status | why | time | again |\n|---|---|---|---|---|---|\n");
            others.forEach(cell -> text.append("| %s | %s | %s | %s | %s | `%s` |%n"
                    .formatted(
                            escaped(cell.id()),
                            escaped(cell.expected()),
                            cell.status().words(),
                            escaped(cell.reason()),
                            Words.time(cell.durationMs() * NANOS_PER_MS),
                            escaped(cell.command()))));
        }
        return text.toString();
    }

    private static String row(SuiteState suite, String matrix) {
        return "| %s | %d | %d | %d | %d | %d |%n"
                .formatted(
                        matrix,
                        count(suite, matrix, CellStatus.MET),
                        count(suite, matrix, CellStatus.UNMET),
                        count(suite, matrix, CellStatus.UNKNOWN),
                        count(suite, matrix, CellStatus.NOT_RUN)
                                + count(suite, matrix, CellStatus.WAITING)
                                + count(suite, matrix, CellStatus.RUNNING),
                        count(suite, matrix, CellStatus.LEFT_OUT));
    }

    private static long count(SuiteState suite, String matrix, CellStatus status) {
        return suite.cells().stream()
                .filter(cell -> cell.matrix().equals(matrix) && cell.status() == status)
                .count();
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("\n", " ");
    }
}
