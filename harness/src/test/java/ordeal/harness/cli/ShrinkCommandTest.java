package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.verdict.VerdictFile;
import ordeal.harness.child.FolderClaim;
import ordeal.harness.shrink.ShrinkFolder;
import ordeal.harness.shrink.ShrinkJob;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.PlanJson;
import ordeal.nemesis.plan.Step;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ordeal shrink} as far as it runs nothing, or nothing that starts a cluster. */
class ShrinkCommandTest {
    private static final Plan PLAN = new Plan(
            "random",
            1,
            10_000,
            1,
            List.of(Step.at("1", 500, new Fault.MoveController()), Step.at("2", 9_000, new Fault.MoveController())));

    @TempDir
    private Path folder;

    /** What a command printed and how it ended. */
    private record Ended(int exitCode, String out, String err) {}

    @Test
    void wantsARunThatBrokeAPromise() throws IOException {
        assertThat(refusal("nowhere")).contains("'nowhere' is no run folder", "Give the folder of a run");
        String run = run("./ordeal run --seed 1", PLAN).root().toString();
        assertThat(refusal(run)).contains("has no verdict", "./ordeal check " + run);
        verdict(run, new Verdict.Valid());
        assertThat(refusal(run)).contains("is valid", "only a run that broke a promise");
        verdict(run, new Verdict.Unknown("nothing was read"));
        assertThat(refusal(run)).contains("is unknown (nothing was read)");
    }

    @Test
    void wantsSomethingToLeaveOut() throws IOException {
        String run = invalid("./ordeal run --seed 1", new Plan("none", 1, 10_000, 0, List.of()));
        assertThat(refusal(run)).contains("had no faults");
        Files.writeString(Path.of(run, "plan.json"), "{}");
        assertThat(refusal(run)).contains("plan.json cannot be read");
    }

    @Test
    void wantsACommandThatItCanRepeat() throws IOException {
        assertThat(refusal(invalid("./ordeal run --seed 1 --once", PLAN))).contains("cannot be run again", "--once");
    }

    @Test
    void wantsNumbersThatCanBe() throws IOException {
        String run = invalid("./ordeal run --seed 1", PLAN);
        assertThat(refusal(run, "--tries=0")).contains("at least 1");
        assertThat(refusal(run, "--replays=0")).contains("at least 1");
    }

    @Test
    void looksOnlyForWhatTheRunHad() throws IOException {
        String run = invalid("./ordeal run --seed 1", PLAN);
        assertThat(refusal(run, "--anomaly=lost-write,duplicate"))
                .contains("--anomaly", "duplicate", "had: lost-write");
    }

    @Test
    void wantsToKnowWhatToGoOnWith() throws IOException {
        assertThat(refusal()).contains("Which run?");
        assertThat(refusal("--resume=" + folder)).contains("no folder of a search");
        assertThat(refusal("some", "--resume=" + folder)).contains("give one of them");
    }

    @Test
    void refusesArgumentsThatNoRunCanHave() throws IOException {
        assertThat(refusal(invalid("./ordeal run --seed 1 --brokers 10", PLAN)))
                .contains("cannot be run again", "--brokers", "1 to 9");
    }

    @Test
    void leavesASearchToTheProcessThatHasIt() throws Exception {
        Files.writeString(folder.resolve("shrink.json"), "{}");
        try (var _ = FolderClaim.of(folder).orElseThrow()) {
            assertThat(refusal("--resume=" + folder))
                    .contains("Another process is still searching", "wait for it, or end it");
        }
    }

    @Test
    void goesOnOnlyWithTheProgramWithWhichItBegan() throws Exception {
        ShrinkFolder search = new ShrinkFolder(folder);
        search.create(
                new ShrinkJob(
                        ShrinkJob.FORMAT_VERSION,
                        "/runs/some",
                        "./ordeal run --seed 1",
                        List.of("run", "--seed=1"),
                        List.of("lost-write"),
                        3,
                        1,
                        400,
                        3,
                        5,
                        "c0ffee",
                        0),
                PLAN);
        assertThat(refusal("--resume=" + folder)).contains("began with c0ffee", "tries of two programs make no tally");
        assertThat(folder.resolve("steps.jsonl")).doesNotExist();
    }

    private String refusal(String... arguments) {
        Ended ended = execute(arguments);
        assertThat(ended.exitCode()).as(ended.err()).isEqualTo(64);
        assertThat(folder.resolve("results")).doesNotExist();
        return ended.err().lines().findFirst().orElse("");
    }

    private String invalid(String command, Plan plan) throws IOException {
        String run = run(command, plan).root().toString();
        verdict(run, new Verdict.Invalid("1 lost-write"));
        return run;
    }

    private RunFolder run(String command, Plan plan) throws IOException {
        RunFolder run = new RunFolder(folder.resolve("run"));
        run.writeRun(new RunDescription(
                1,
                "run",
                command,
                1,
                0,
                new RunDescription.TestedSystem("reference", "1", "25", List.of()),
                new RunDescription.Environment("1", "commit", "25", Map.of()),
                new RunDescription.Cluster("local", List.of(1, 2, 3), List.of(1), "/kafka", 3_000, 2_000, Map.of()),
                List.of(),
                new RunDescription.Workload("all", true, 5, 1, 1, 400, 20, 20, List.of(), Map.of()),
                new RunDescription.FaultSettings("random", 5_000, 10_000, 1, false),
                30_000,
                RunDescription.Floors.STANDARD));
        Files.writeString(run.root().resolve("plan.json"), PlanJson.write(plan));
        return run;
    }

    private static void verdict(String run, Verdict verdict) throws IOException {
        Anomaly lost = new Anomaly("lost-write", null, "a sentence", List.of(), null, -1);
        CheckResult result = new CheckResult(
                "durability",
                Promise.DURABILITY,
                verdict,
                verdict instanceof Verdict.Invalid ? List.of(lost) : List.of(),
                new TreeMap<>());
        VerdictFile.write(new RunFolder(Path.of(run)).verdictFile(), RunVerdict.of("run", List.of(result), List.of()));
    }

    private Ended execute(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        String[] line = new String[arguments.length + 2];
        line[0] = "shrink";
        line[1] = "--results=" + folder.resolve("results");
        System.arraycopy(arguments, 0, line, 2, arguments.length);
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line);
        return new Ended(exitCode, out.toString(), err.toString());
    }
}
