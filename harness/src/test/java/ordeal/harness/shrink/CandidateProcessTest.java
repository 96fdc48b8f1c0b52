package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.child.RunProcess;
import ordeal.nemesis.plan.PlanJson;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is tried and written down, with runs that refuse their arguments: none of them starts a cluster. */
class CandidateProcessTest {
    private static final long PATIENCE_MS = 120_000;
    private static final Candidate SOME = new Candidate(FakeRuns.plan(2), 400);
    private static final Candidate SLOWER = new Candidate(FakeRuns.plan(2), 200);

    @TempDir
    private Path root;

    private final List<ShrinkStep> told = new ArrayList<>();
    private ShrinkFolder folder;
    private ShrinkJob job;
    private RunProcess process;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new ShrinkFolder(root);
        job = new ShrinkJob(
                ShrinkJob.FORMAT_VERSION,
                "/runs/some",
                "./ordeal run --seed 1",
                List.of("run", "--seed=1", "--brokers=10"),
                List.of("lost-write"),
                3,
                1,
                400,
                3,
                5,
                "commit",
                0);
        folder.create(job, FakeRuns.plan(3));
        process = new RunProcess(folder.runs(), List.of("-Dordeal.results=" + folder.runs()));
    }

    @AfterEach
    void close() {
        process.close();
    }

    @Test
    void stopsWhenRunsBreakWhateverTheirPlanIs() throws Exception {
        CandidateProcess runner = runner();
        assertThat(runner.run(SOME, Phase.FAULTS, Purpose.SEARCH)).isEqualTo(Outcome.BROKE);
        assertThat(runner.run(SOME, Phase.FAULTS, Purpose.REPLAY)).isEqualTo(Outcome.BROKE);
        assertThatThrownBy(() -> runner.run(SLOWER, Phase.RATE, Purpose.SEARCH))
                .isInstanceOf(ShrinkException.class)
                .hasMessageContaining("3 runs in a row broke")
                .hasMessageContaining("exit code 64")
                .hasMessageContaining("shrink --resume " + root);
        assertThat(folder.readSteps()).isEqualTo(told).hasSize(3);
        assertThat(told.getLast().plan()).isEqualTo("plans/002.json");
        assertThat(told.getLast().ratePerSecond()).isEqualTo(200);
        assertThat(PlanJson.read(Files.readString(root.resolve("plans/002.json"))))
                .isEqualTo(SLOWER.plan());
        assertThat(root.resolve(told.getFirst().log())).content().contains("--brokers", "1 to 9");
    }

    @Test
    void remembersWhatWasTriedAndForWhat() throws Exception {
        seen(1, SOME, Purpose.SEARCH, Outcome.FAILS);
        seen(2, SOME, Purpose.SEARCH, Outcome.PASSES);
        seen(3, SLOWER, Purpose.REPLAY, Outcome.UNKNOWN);
        CandidateProcess runner = runner();
        assertThat(runner.run(SOME, Phase.FAULTS, Purpose.SEARCH)).isEqualTo(Outcome.FAILS);
        assertThat(runner.run(SLOWER, Phase.RATE, Purpose.REPLAY)).isEqualTo(Outcome.UNKNOWN);
        assertThat(runner.run(SOME, Phase.FAULTS, Purpose.SEARCH)).isEqualTo(Outcome.PASSES);
        assertThat(told).isEmpty();
        assertThat(runner.run(SOME, Phase.FAULTS, Purpose.REPLAY)).isEqualTo(Outcome.BROKE);
        assertThat(told).hasSize(1).first().extracting(ShrinkStep::number).isEqualTo(4);
        assertThat(told.getFirst().plan()).isEqualTo("plans/001.json");
    }

    @Test
    void forgetsALineThatWasCutShort() throws Exception {
        seen(1, SOME, Purpose.SEARCH, Outcome.FAILS);
        Path file = root.resolve("steps.jsonl");
        Files.writeString(file, "{\"number\":2,\"purp", StandardOpenOption.APPEND);
        assertThat(folder.readSteps()).hasSize(1);
        seen(2, SOME, Purpose.SEARCH, Outcome.PASSES);
        assertThat(folder.readSteps()).extracting(ShrinkStep::outcome).containsExactly(Outcome.FAILS, Outcome.PASSES);
    }

    @Test
    void keepsTheCommandThatReplaysTheBest() throws Exception {
        folder.keep(job, SLOWER);
        assertThat(PlanJson.read(Files.readString(folder.shrunkPlan()))).isEqualTo(SLOWER.plan());
        assertThat(root.resolve("command.txt"))
                .hasContent("./ordeal run --seed=1 --brokers=10 --rate=200 --plan=" + folder.shrunkPlan());
        assertThat(folder.readJob()).isEqualTo(job);
    }

    private CandidateProcess runner() throws Exception {
        return new CandidateProcess(folder, job, process, _ -> PATIENCE_MS, told::add);
    }

    private void seen(int number, Candidate candidate, Purpose purpose, Outcome outcome) throws Exception {
        Path plan = folder.planFile(candidate.equals(SOME) ? 1 : 2);
        Files.writeString(plan, PlanJson.write(candidate.plan()));
        folder.append(new ShrinkStep(
                number,
                purpose,
                Phase.FAULTS,
                folder.relative(plan),
                candidate.faults(),
                candidate.ratePerSecond(),
                outcome,
                List.of(),
                "",
                null,
                "logs/001.log",
                1));
    }
}
