package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.harness.suite.CellTimes;
import ordeal.harness.suite.ShippedSuites;
import ordeal.harness.suite.SuiteException;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuitePlan;
import ordeal.harness.trial.LosingBugPlans;
import ordeal.nemesis.plan.shipped.BugPlans;
import ordeal.nemesis.plan.shipped.DirectedPlan;
import ordeal.nemesis.plan.shipped.ShippedPlans;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code ordeal suite} as far as it starts nothing. */
class SuiteCommandTest {
    private static final String TEXT = """
            name: some
            matrices:
              - name: quiet
                expect: valid
                options: {plan: none, time: 3s, cluster: local}
                axes:
                  seed: [1, 2]
            """;

    @TempDir
    private Path folder;

    /** What a command printed and how it ended. */
    private record Ended(int exitCode, String out, String err) {}

    @Test
    void listsTheSuitesThatComeWithIt() {
        assertThat(execute("--list").out().lines())
                .hasSize(ShippedSuites.names().size())
                .anyMatch(line -> line.matches("smoke +\\d+ cells, about \\d+ min \\d+ s: .+"));
    }

    @ParameterizedTest
    @MethodSource("ordeal.harness.suite.ShippedSuites#names")
    void canCarryOutEverySuiteThatComesWithIt(String name) {
        Ended ended = execute(name, "--dry-run");
        assertThat(ended.exitCode()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains(
                        "expects valid: ./ordeal run ", "--bug=acknowledge-at-append", "together; the time budget is");
        assertThat(folder).isEmptyDirectory();
    }

    /** A bug that is added to the reference broker belongs into the night, with its control. */
    @Test
    void plantsEveryBugAtNight() {
        String night = execute("nightly", "--dry-run").out();
        for (DirectedPlan plan : BugPlans.all()) {
            String causes = LosingBugPlans.causes(plan.name()).stream().sorted().collect(Collectors.joining(" or "));
            assertThat(night)
                    .contains("expects valid" + (causes.isEmpty() ? "" : ", perhaps with losses by " + causes)
                            + ": ./ordeal run --plan-of=" + plan.name() + " --seed=1\n");
            assertThat(night).contains("./ordeal run --bug=" + plan.name() + " --seed=1\n");
        }
    }

    /** A plan that loses records where settings permit it belongs into the night on every system, with the setting wrong and right. */
    @Test
    void losesRecordsInEveryPermittedWayAtNight() {
        String night = execute("nightly", "--dry-run").out();
        for (DirectedPlan plan : ShippedPlans.all()) {
            for (String system : List.of("reference", "kafka-3.9")) {
                String run = "./ordeal run --settings=%s --plan=" + plan.name() + " --system=" + system + " --seed=1";
                assertThat(night.lines().map(String::strip))
                        .anyMatch(line ->
                                line.matches("expects valid, with losses by [a-z-]+: " + run.formatted("wrong")))
                        .contains("expects valid: " + run.formatted("right"));
            }
        }
    }

    @Test
    void drawsWhatIsToBeDrawn() {
        assertThat(execute("smoke", "--dry-run").out()).contains("--seed=1").doesNotContain("--seed=drawn");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "time: 3s       | tiem: 3s        | line 5: cell quiet/seed=1: Unknown option: '--tiem=3s' (perhaps --time)",
                "time: 3s       | time: 3         | line 5: cell quiet/seed=1: Invalid value for option '--time'",
                "time: 3s       | brokers: 10     | line 5: cell quiet/seed=1: Invalid value for option '--brokers': 10 (allowed: 1 to 9)",
                "plan: none     | plan: nonsense  | There is no plan 'nonsense'",
                "plan: none     | bug: nonsense   | There is no bug 'nonsense'",
                "plan: none     | faults: bogus   | bogus",
                "cluster: local | {cluster: docker, plan: random, faults: bogus} | bogus",
                "[1, 2]         | [1, two]        | line 7: cell quiet/seed=two: Invalid value for option '--seed'",
            })
    void startsNothingWhenACellIsNoRun(String right, String wrong, String message) throws IOException {
        assertThat(TEXT).contains(right);
        String changed = wrong.startsWith("{")
                ? TEXT.replaceFirst("options: .*", "options: " + wrong)
                : TEXT.replace(right, wrong);
        Ended ended = execute(file(changed).toString());
        assertThat(ended.exitCode()).as(ended.out()).isEqualTo(64);
        assertThat(ended.err()).contains("The suite ", "is wrong", message);
        assertThat(folder.resolve("results")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 'Which suite?'",
        "nosuch, 'There is no suite ''nosuch'': neither a file nor one of [smoke, nightly]'",
        "--resume, 'Which suite is to go on?'",
        "smoke --resume, 'no suite ''smoke'' in'",
        "--resume smoke, 'its name comes first: ordeal suite NAME --resume'",
    })
    void saysWhatIsMissing(String arguments, String message) {
        Ended ended = execute(arguments.isEmpty() ? new String[0] : arguments.split(" ", -1));
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err().replaceAll("\\s+", " ")).contains(message);
    }

    @Test
    void goesOnOnlyWithTheFileWithWhichItBegan() throws Exception {
        Path file = file(TEXT);
        SuiteFolder suite = begun(file);

        Files.writeString(file, TEXT.replace("3s", "4s"));
        for (Ended ended :
                List.of(execute("--resume", suite.root().toString()), execute(file.toString(), "--resume"))) {
            assertThat(ended.exitCode()).isEqualTo(64);
            assertThat(ended.err())
                    .contains("is no longer the file with which the suite in " + suite.root() + " began")
                    .contains("./ordeal suite " + suite.suiteFile() + " --resume " + suite.root());
        }
        assertThat(suite.read().cells()).allMatch(cell -> cell.status().isOpen());
    }

    @Test
    void goesOnOnlyWithTheProgramWithWhichItBegan() throws Exception {
        SuiteFolder suite = begun(file(TEXT));
        Files.writeString(
                suite.stateFile(),
                Files.readString(suite.stateFile())
                        .replaceFirst("\"commit\"(\\s*:\\s*)\"[^\"]*\"", "\"commit\"$1\"c0ffee\""));
        assertThat(suite.read().commit()).isEqualTo("c0ffee");

        Ended ended = execute("--resume", suite.root().toString());
        assertThat(ended.exitCode()).isEqualTo(64);
        assertThat(ended.err()).contains("began with c0ffee", "cells of two programs make no suite");
        assertThat(suite.read().cells()).allMatch(cell -> cell.status().isOpen());
    }

    @Test
    void saysWhatCameOfASuiteThatHasEnded() throws Exception {
        SuiteFolder suite = begun(file(TEXT));
        Files.writeString(suite.stateFile(), Files.readString(suite.stateFile()).replace("\"waiting\"", "\"unmet\""));

        Ended ended = execute("--resume", suite.root().getFileName().toString());
        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.out()).contains("nothing is left to do");
    }

    private SuiteFolder begun(Path file) throws IOException, SuiteException {
        SuiteFolder suite = SuiteFolder.at(folder.resolve("results"), "some", 0);
        SuitePlan plan = SuitePlan.of(TEXT, _ -> new CellTimes(0, 0), () -> 1);
        suite.create(plan.begin(file.toString(), TEXT, Home.commit(), 0, Optional.empty()), TEXT);
        return suite;
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("some.yaml"), text);
    }

    private Ended execute(String... arguments) {
        List<String> command = new ArrayList<>(List.of("suite", "--results=" + folder.resolve("results")));
        command.addAll(List.of(arguments));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command.toArray(String[]::new));
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
