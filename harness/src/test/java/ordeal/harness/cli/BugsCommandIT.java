package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import ordeal.harness.cluster.PlantableBugs;
import ordeal.harness.system.PlantableBug;
import ordeal.harness.system.Systems;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import org.junit.jupiter.api.Test;

/** The broker and the nemesis know of each other's bugs by their names only: here the names are compared. */
class BugsCommandIT {
    @Test
    void everyBugHasAPlanAndEveryPlanABug() throws Exception {
        List<PlantableBug> bugs = PlantableBugs.of(Systems.named("reference").orElseThrow());
        assertThat(bugs)
                .extracting(PlantableBug::name)
                .containsExactlyElementsOf(
                        BugPlans.all().stream().map(DirectedPlan::name).toList());
        assertThat(bugs).allSatisfy(bug -> assertThat(bug.anomalies()).isNotEmpty());
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
