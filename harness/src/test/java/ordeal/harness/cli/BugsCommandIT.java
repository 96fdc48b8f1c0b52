package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.harness.cluster.PlantableBugs;
import ordeal.harness.system.PlantableBug;
import ordeal.harness.system.Systems;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The broker, the nemesis and the suites know of each other's bugs by their names only: here the names are compared. */
class BugsCommandIT {
    private static final Pattern BUG_CELL = Pattern.compile(" +expects ([^:]+): \\./ordeal run .*--bug=(\\S+).*");

    @Test
    void everyBugHasAPlanAndEveryPlanABug() throws Exception {
        List<PlantableBug> bugs = PlantableBugs.of(Systems.named("reference").orElseThrow());
        assertThat(bugs)
                .extracting(PlantableBug::name)
                .containsExactlyElementsOf(
                        BugPlans.all().stream().map(DirectedPlan::name).toList());
        assertThat(bugs).allSatisfy(bug -> assertThat(bug.anomalies()).isNotEmpty());
    }

    /** Neither fewer types of anomalies, which would call a bug missed that was found, nor others, which prove nothing. */
    @ParameterizedTest
    @MethodSource("ordeal.harness.suite.ShippedSuites#names")
    void aSuiteExpectsOfEachBugWhatProvesIt(String suite) throws Exception {
        Map<String, String> proofs = new HashMap<>();
        for (PlantableBug bug : PlantableBugs.of(Systems.named("reference").orElseThrow())) {
            proofs.put(bug.name(), "invalid by " + String.join(" or ", bug.anomalies()));
        }
        List<String> cells = CommandRun.successful(List.of("suite", suite, "--dry-run"))
                .lines()
                .filter(line -> line.contains("--bug="))
                .toList();
        assertThat(cells).isNotEmpty();
        for (String line : cells) {
            Matcher cell = BUG_CELL.matcher(line);
            assertThat(cell.matches()).as(line).isTrue();
            assertThat(proofs).containsEntry(cell.group(2), cell.group(1));
        }
    }

    @Test
    void listsThemWithWhatProvesAndProvokesThem() {
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine().setOut(new PrintWriter(out)).execute("bugs");
        assertThat(exitCode).isZero();
        assertThat(out.toString())
                .contains("truncate-to-high-watermark (KIP-101, KAFKA-1211)\n")
                .contains("    proof    lost-write, isr-missing-record, end-offset-regression\n")
                .contains("    plan     A follower hears nothing for 300 ms");
    }
}
