package ordeal.harness.report.suite;

import ordeal.harness.child.Finding;
import ordeal.harness.suite.Attempt;

/** What came of one run of a cell. */
final class AttemptWords {
    private AttemptWords() {}

    static String of(Attempt attempt) {
        Finding finding = attempt.finding();
        if (finding == null) {
            return "broke: " + attempt.broke();
        }
        String losses = finding.permitted().isEmpty()
                ? ""
                : ", with permitted losses by " + String.join(", ", finding.permitted());
        return finding.verdict().word() + (finding.reason().isEmpty() ? "" : ": " + finding.reason()) + losses;
    }
}
