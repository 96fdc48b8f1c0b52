package ordeal.harness.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.harness.report.junit.JUnitXml;
import ordeal.harness.report.junit.TestCase;
import ordeal.harness.report.junit.TestCase.Outcome;

/**
 * {@code junit.xml}: one test case for each check. An invalid check is a failure and an unknown one an error, because unknown is
 * never a pass.
 */
final class JUnitFile {
    private JUnitFile() {}

    static String of(RunVerdict run) {
        String remarks = run.notJudged().stream()
                .map(sentence -> "not judged: " + sentence + "\n")
                .collect(Collectors.joining());
        return JUnitXml.of(
                run.run(),
                run.results().stream().map(JUnitFile::testCase).toList(),
                "verdict: " + run.verdict().word() + "\n" + remarks);
    }

    private static TestCase testCase(CheckResult result) {
        return new TestCase(
                "ordeal." + result.promise().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                result.checker(),
                OptionalLong.empty(),
                switch (result.verdict()) {
                    case Verdict.Valid _ -> new Outcome.Passed();
                    case Verdict.Invalid(String reason) -> new Outcome.Failure(reason, text(result.anomalies()));
                    case Verdict.Unknown(String reason) -> new Outcome.Untested(reason, text(result.anomalies()));
                });
    }

    private static String text(List<Anomaly> anomalies) {
        StringBuilder text = new StringBuilder();
        for (Anomaly anomaly : anomalies) {
            if (anomaly.permittedCause() == null) {
                text.append(anomaly.type())
                        .append(": ")
                        .append(anomaly.summary())
                        .append('\n');
                anomaly.witness()
                        .forEach(witness -> text.append("    ")
                                .append(witness.source())
                                .append(": ")
                                .append(witness.text())
                                .append('\n'));
            }
        }
        return text.toString();
    }
}
