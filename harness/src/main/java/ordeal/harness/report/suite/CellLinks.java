package ordeal.harness.report.suite;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.util.Optional;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.SuiteFolder;

/** Where the page leads from a cell. */
final class CellLinks {
    private CellLinks() {}

    /** The report of the run that counts, else the log; empty before there is one. */
    static Optional<String> best(SuiteFolder folder, CellState cell) {
        return cell.last().map(attempt -> report(folder, attempt).orElseGet(() -> encoded(attempt.log())));
    }

    /** The report of one run, if it got so far. */
    static Optional<String> report(SuiteFolder folder, Attempt attempt) {
        return Optional.ofNullable(attempt.run())
                .map(run -> run + "/report.html")
                .filter(report -> Files.isReadable(folder.root().resolve(report)))
                .map(CellLinks::encoded);
    }

    /** A relative path as a page writes it. */
    static String encoded(String path) {
        try {
            return new URI(null, null, "./" + path, null).getRawPath().substring(2);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("no path: " + path, e);
        }
    }
}
