package ordeal.harness.report.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import ordeal.harness.child.Finding;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.CellTimes;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;

class SuiteReportTest {
    private static final Finding VALID = new Finding(Finding.Word.VALID, "", List.of(), List.of(), "");
    private static final Finding LOST = new Finding(
            Finding.Word.INVALID, "1 lost-write", List.of("lost-write"), List.of(), "lost-write: <p0> is gone");

    private static final Finding PERMITTED = new Finding(Finding.Word.VALID, "", List.of(), List.of("acks"), "");

    @TempDir
    private Path root;

    @Test
    void writesOnePageWithTheFirstFailureOnTop() throws IOException {
        Files.createDirectories(root.resolve("runs/r2"));
        Files.writeString(root.resolve("runs/r2/report.html"), "");
        String page = page(
                cell("random", "1", CellStatus.MET, "", attempt("runs/r1", VALID)),
                cell(
                        "random",
                        "2",
                        CellStatus.UNMET,
                        "expected valid, and the verdict is invalid",
                        attempt("runs/r2", LOST)),
                cell("random", "3", CellStatus.UNMET, "another one", attempt("runs/r3", LOST)));

        assertThat(page).contains("2 of 3 cells did not come out as expected").doesNotContain("<script", "http");
        String first = page.substring(page.indexOf("The first failure"), page.indexOf("id=\"matrices\""));
        assertThat(first)
                .contains("random/seed=2", "lost-write: &lt;p0&gt; is gone", "Seed 2.", "./ordeal run --seed=2")
                .contains("href=\"runs/r2/report.html\"")
                .doesNotContain("another one");
    }

    @Test
    void coloursACellByWhetherItWasExpected() throws IOException {
        String page = page(
                cell("canaries", "1", CellStatus.MET, "", attempt(null, LOST)),
                cell("canaries", "2", CellStatus.UNMET, "the harness is blind", attempt(null, VALID)),
                cell("canaries", "3", CellStatus.NOT_RUN, "no time"),
                cell("losses", "4", CellStatus.MET, "", attempt(null, PERMITTED)));
        assertThat(cellOf(page, 4)).contains("cell valid", "\u2713 valid, with losses");
        assertThat(cellOf(page, 1)).contains("cell valid", "\u2713 invalid", "href=\"logs/x.log\"");
        assertThat(cellOf(page, 2)).contains("cell invalid", "\u2717 valid");
        assertThat(cellOf(page, 3)).contains("cell unknown", "? not run");
    }

    @Test
    void showsHolesWhereCellsAreExcluded() throws IOException {
        String page = page(at("m", "reference", "1"), at("m", "reference", "2"), at("m", "kafka-3.9", "1"));
        String table = page.substring(page.indexOf("<h3>m</h3>"), page.indexOf("id=\"cells\""));
        assertThat(table.split("<tr", -1))
                .as("a head and a row for each system")
                .hasSize(1 + 3);
        assertThat(table.split("excluded", -1)).as("one hole").hasSize(1 + 2);
        assertThat(table.substring(table.indexOf("kafka-3.9</td>"))).contains("excluded");
    }

    @Test
    void writesACaseForEveryCellThatBuildServersUnderstand() throws Exception {
        SuiteReport.write(
                new SuiteFolder(root),
                state(
                        cell("a", "1", CellStatus.MET, "", attempt(null, VALID)),
                        cell("a", "2", CellStatus.UNMET, "blind", attempt(null, VALID)),
                        cell("a", "3", CellStatus.UNKNOWN, "hung", broken()),
                        cell("a", "4", CellStatus.NOT_RUN, "no time"),
                        cell("a", "5", CellStatus.LEFT_OUT, "no engine")));
        Element suite = (Element) DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(
                        Files.readString(root.resolve("junit.xml")).getBytes(StandardCharsets.UTF_8)))
                .getElementsByTagName("testsuite")
                .item(0);

        assertThat(Stream.of("name", "tests", "failures", "errors", "skipped").map(suite::getAttribute))
                .containsExactly("suite some", "5", "1", "2", "1");
        assertThat(((Element) suite.getElementsByTagName("testcase").item(0)).getAttribute("time"))
                .isEqualTo("61.000");
        Element failure = (Element) suite.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).isEqualTo("blind");
        assertThat(failure.getTextContent()).contains("expected: valid", "again: ./ordeal run --seed=2");
        assertThat(suite.getElementsByTagName("error").item(0).getTextContent()).contains("broke: hung");
    }

    @Test
    void summarizesWhatIsNotMet() throws IOException {
        SuiteReport.write(
                new SuiteFolder(root),
                state(
                        cell("a", "1", CellStatus.MET, "", attempt(null, VALID)),
                        cell("a", "2", CellStatus.UNMET, "lost | gone", attempt(null, LOST))));
        assertThat(root.resolve("summary.md"))
                .content()
                .startsWith("# Suite some: 1 of 2 cells did not come out as expected")
                .contains("| a | 1 | 1 | 0 | 0 | 0 |", "| a/seed=2 | valid | unmet | lost \\| gone |")
                .doesNotContain("| a/seed=1 |");
    }

    @ParameterizedTest
    @CsvSource({
        "'MET,MET', 0, every cell came out as expected",
        "'MET,LEFT_OUT', 0, 'every cell came out as expected, and 1 were left out'",
        "'LEFT_OUT', 2, 'every cell was left out, so this is not a pass'",
        "'MET,UNKNOWN,NOT_RUN', 2, '2 of 3 cells were not judged, so this is not a pass'",
        "'MET,UNKNOWN,UNMET', 1, 1 of 3 cells did not come out as expected",
        "'MET,RUNNING,WAITING', 2, 2 of 3 cells still to be run",
        "'UNMET,WAITING', 1, 1 of 2 cells did not come out as expected",
    })
    void saysTheWorst(String statuses, int exitCode, String sentence) {
        List<CellState> cells = Stream.of(statuses.split(",", -1))
                .map(status -> cell("a", "1", CellStatus.valueOf(status), ""))
                .toList();
        SuiteState suite = state(cells.toArray(CellState[]::new));
        assertThat(suite.exitCode()).isEqualTo(exitCode);
        assertThat(SuiteReport.sentence(suite)).isEqualTo(sentence);
    }

    private String page(CellState... cells) throws IOException {
        SuiteReport.write(new SuiteFolder(root), state(cells));
        return Files.readString(root.resolve("index.html"));
    }

    private static String cellOf(String page, int seed) {
        int titled = page.indexOf("/seed=" + seed + ": expected");
        return page.substring(page.lastIndexOf("<td", titled), page.indexOf("</td>", titled));
    }

    private static SuiteState state(CellState... cells) {
        return new SuiteState(1, "some", "A few.", "some.yaml", "f", "c0ffee", 0, 600_000L, List.of(cells), 1L);
    }

    private static CellState cell(String matrix, String seed, CellStatus status, String reason, Attempt... attempts) {
        return new CellState(
                matrix + "/seed=" + seed,
                matrix,
                Map.of("seed", seed),
                List.of("run", "--seed=" + seed),
                "valid",
                new CellTimes(20_000, 60_000),
                status,
                reason,
                List.of(attempts));
    }

    private static CellState at(String matrix, String system, String seed) {
        Map<String, String> coordinates = new LinkedHashMap<>();
        coordinates.put("system", system);
        coordinates.put("seed", seed);
        return new CellState(
                matrix + "/system=" + system + ",seed=" + seed,
                matrix,
                coordinates,
                List.of("run"),
                "valid",
                new CellTimes(1, 1),
                CellStatus.WAITING,
                "",
                List.of());
    }

    private static Attempt attempt(@Nullable String run, Finding finding) {
        return new Attempt(0, 61_000, "logs/x.log", run, finding, null);
    }

    private static Attempt broken() {
        return new Attempt(0, 61_000, "logs/x.log", null, null, "hung");
    }
}
