package ordeal.harness.report.suite;

import java.util.OptionalLong;
import java.util.stream.Collectors;
import ordeal.harness.report.junit.JUnitXml;
import ordeal.harness.report.junit.TestCase;
import ordeal.harness.report.junit.TestCase.Outcome;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.SuiteState;

/**
 * {@code junit.xml} of a suite: one test case for each cell. A cell that came out otherwise than expected is a failure; one that was not
 * judged or has not run is an error.
 */
final class SuiteJUnit {
    private SuiteJUnit() {}

    static String of(SuiteState suite) {
        return JUnitXml.of(
                "suite " + suite.name(),
                suite.cells().stream().map(cell -> testCase(suite, cell)).toList(),
                SuiteReport.sentence(suite) + "\n");
    }

    private static TestCase testCase(SuiteState suite, CellState cell) {
        String text = text(cell);
        return new TestCase(
                "ordeal.suite." + suite.name() + "." + cell.matrix(),
                cell.id(),
                OptionalLong.of(cell.durationMs()),
                switch (cell.status()) {
                    case MET -> new Outcome.Passed();
                    case UNMET -> new Outcome.Failure(cell.reason(), text);
                    case UNKNOWN -> new Outcome.Untested("not judged: " + cell.reason(), text);
                    case NOT_RUN -> new Outcome.Untested("not run: " + cell.reason(), text);
                    case WAITING, RUNNING -> new Outcome.Untested("not run yet", text);
                    case LEFT_OUT -> new Outcome.Skipped(cell.reason());
                });
    }

    private static String text(CellState cell) {
        String attempts = cell.attempts().stream()
                .map(attempt ->
                        "attempt: %s, log %s, run %s".formatted(AttemptWords.of(attempt), attempt.log(), attempt.run()))
                .collect(Collectors.joining("\n"));
        return "expected: %s%nagain: %s%n%s".formatted(cell.expected(), cell.command(), attempts);
    }
}
