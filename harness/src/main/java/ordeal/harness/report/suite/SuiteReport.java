package ordeal.harness.report.suite;

import java.io.IOException;
import ordeal.harness.report.html.Words;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteState;

/** Writes what people and tools read of a suite, at its end and while it goes on. */
public final class SuiteReport {
    private SuiteReport() {}

    /** Writes {@code index.html}, {@code junit.xml} and {@code summary.md} into the suite's folder. */
    public static void write(SuiteFolder folder, SuiteState suite) throws IOException {
        folder.put("index.html", SuitePage.of(folder, suite));
        folder.put("junit.xml", SuiteJUnit.of(suite));
        folder.put("summary.md", SuiteSummary.of(suite));
    }

    /** What came of a suite, or how far it has come. */
    public static String sentence(SuiteState suite) {
        long all = suite.cells().size();
        long unmet = suite.count(CellStatus.UNMET);
        long open = suite.count(CellStatus.WAITING) + suite.count(CellStatus.RUNNING);
        long unjudged = suite.count(CellStatus.UNKNOWN) + suite.count(CellStatus.NOT_RUN);
        if (unmet > 0) {
            return "%s of %s did not come out as expected".formatted(Words.count(unmet), Words.count(all, "cell"));
        }
        if (open > 0) {
            return "%s of %s still to be run".formatted(Words.count(open), Words.count(all, "cell"));
        }
        if (unjudged > 0) {
            return "%s of %s were not judged, so this is not a pass"
                    .formatted(Words.count(unjudged), Words.count(all, "cell"));
        }
        long leftOut = suite.count(CellStatus.LEFT_OUT);
        return switch (suite.exitCode()) {
            case 0 ->
                "every cell came out as expected" + (leftOut == 0 ? "" : ", and %d were left out".formatted(leftOut));
            default -> "every cell was left out, so this is not a pass";
        };
    }

    /** {@code valid}, {@code invalid} or {@code unknown}, for the page's colours. */
    static String colour(SuiteState suite) {
        return switch (suite.exitCode()) {
            case 0 -> "valid";
            case 1 -> "invalid";
            default -> "unknown";
        };
    }
}
