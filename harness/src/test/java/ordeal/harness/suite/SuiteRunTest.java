package ordeal.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What runs, what runs again, and what is kept, with cells that are no processes. */
class SuiteRunTest {
    private static final String TEXT = """
            name: some
            time-budget: 10s
            matrices:
              - {name: a, expect: valid, axes: {seed: [1, 2]}}
              - {name: bug, expect: {invalid: lost-write}, options: {seed: 1, bug: b}}
            """;

    @TempDir
    private Path results;

    private SuiteFolder folder;
    private SuitePlan plan;
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws Exception {
        plan = SuitePlan.of(TEXT, _ -> new CellTimes(2_000, 60_000), () -> 7);
        folder = SuiteFolder.at(results, "some", 0);
        folder.create(plan.begin("some.yaml", TEXT, "c0ffee", 0, Optional.empty()), TEXT);
    }

    @Test
    void isGreenWhenEveryCellIsMet() throws Exception {
        FakeCells cells = new FakeCells(1_000).valid().valid().invalid("lost-write");
        SuiteState ended = run(cells);

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.cells()).extracting(CellState::status).containsOnly(CellStatus.MET);
        assertThat(ended.finishedEpochMs()).isNotNull();
        assertThat(folder.read()).isEqualTo(ended);
        assertThat(seen).containsExactly("ended a/seed=1", "ended a/seed=2", "ended bug");
    }

    @Test
    void isRedWhenAPlantedBugIsNotFound() throws Exception {
        SuiteState ended = run(new FakeCells(1_000).valid().valid().valid());

        assertThat(ended.exitCode()).isEqualTo(1);
        assertThat(ended.cells().getLast().status()).isEqualTo(CellStatus.UNMET);
        assertThat(ended.cells().getLast().reason()).contains("blind");
    }

    @Test
    void neverRepeatsAVerdict() throws Exception {
        FakeCells cells =
                new FakeCells(1_000).invalid("lost-write").unknown("no read").invalid("lost-write");
        SuiteState ended = run(cells);

        assertThat(cells.begun()).containsExactly("a/seed=1#1", "a/seed=2#1", "bug#1");
        assertThat(ended.cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.UNMET, CellStatus.UNKNOWN, CellStatus.MET);
        assertThat(ended.cells().get(1).reason()).isEqualTo("no read");
        assertThat(ended.exitCode()).isEqualTo(1);
    }

    @Test
    void repeatsOnceWhatBrokeAndKeepsBothAttempts() throws Exception {
        FakeCells cells = new FakeCells(1_000)
                .breaks("exit code 70")
                .valid()
                .breaks("hung")
                .breaks("hung again")
                .invalid("lost-write");
        SuiteState ended = run(cells);

        assertThat(cells.begun()).containsExactly("a/seed=1#1", "a/seed=1#2", "a/seed=2#1", "a/seed=2#2", "bug#1");
        assertThat(ended.cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.MET, CellStatus.UNKNOWN, CellStatus.MET);
        assertThat(ended.cells().getFirst().attempts())
                .extracting(Attempt::broke)
                .containsExactly("exit code 70", null);
        assertThat(ended.cells().get(1).reason()).isEqualTo("hung again");
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(seen).startsWith("retrying a/seed=1: exit code 70", "ended a/seed=1");
    }

    @Test
    void beginsNothingAfterTheTimeBudget() throws Exception {
        FakeCells cells = new FakeCells(5_000).valid().valid();
        SuiteState ended = run(cells);

        assertThat(cells.begun()).containsExactly("a/seed=1#1", "a/seed=2#1");
        assertThat(ended.cells().getLast().status()).isEqualTo(CellStatus.NOT_RUN);
        assertThat(ended.exitCode()).isEqualTo(2);
        assertThat(run(new FakeCells(4_999).invalid("lost-write")).exitCode())
                .as("a later start has its own budget")
                .isZero();
    }

    @Test
    void goesOnWhereItWasInterrupted() throws Exception {
        FakeCells first = new FakeCells(1_000).valid().interrupted();
        assertThatThrownBy(() -> run(first)).isInstanceOf(InterruptedException.class);
        SuiteState interrupted = folder.read();
        assertThat(interrupted.cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.MET, CellStatus.RUNNING, CellStatus.WAITING);
        assertThat(interrupted.finishedEpochMs()).isNull();
        assertThat(interrupted.exitCode()).isEqualTo(2);
        assertThat(SuiteFolder.latestOpen(results, "some")).contains(folder);

        FakeCells second = new FakeCells(1_000).valid().invalid("lost-write");
        assertThat(run(second).exitCode()).isZero();
        assertThat(second.begun()).containsExactly("a/seed=2#1", "bug#1");
        assertThat(SuiteFolder.latestOpen(results, "some")).isEmpty();
    }

    @Test
    void givesACellThatWasInterruptedInItsSecondAttemptNoThird() throws Exception {
        FakeCells first = new FakeCells(1_000).breaks("exit code 70").interrupted();
        assertThatThrownBy(() -> run(first)).isInstanceOf(InterruptedException.class);

        FakeCells second = new FakeCells(1_000).breaks("exit code 70").valid().invalid("lost-write");
        assertThat(run(second).cells().getFirst().attempts()).hasSize(2);
        assertThat(second.begun()).containsExactly("a/seed=1#2", "a/seed=2#1", "bug#1");
    }

    @Test
    void findsTheNewestOpenFolderOfItsSuiteAndOfNoOther() throws Exception {
        SuiteFolder newer = SuiteFolder.at(results, "some", 60_000);
        newer.create(plan.begin("some.yaml", TEXT, "c0ffee", 60_000, Optional.empty()), TEXT);
        assertThat(SuiteFolder.latestOpen(results, "some")).contains(newer);
        assertThat(SuiteFolder.latestOpen(results, "so")).isEmpty();
        assertThat(SuiteFolder.latestOpen(results.resolve("nowhere"), "some")).isEmpty();
    }

    @Test
    void keepsASecondProcessOut() throws Exception {
        try (FileChannel _ = folder.claim()) {
            assertThatThrownBy(folder::claim)
                    .isInstanceOf(SuiteException.class)
                    .hasMessageContaining("another process: wait for it, or end it");
        }
        try (FileChannel again = folder.claim()) {
            assertThat(again.isOpen()).isTrue();
        }
    }

    @Test
    void isNoPassWhenNothingWasRun() throws Exception {
        SuitePlan docker = SuitePlan.of(
                "name: d\nmatrices:\n  - {name: a, needs: docker, expect: valid, options: {seed: 1}}\n",
                _ -> new CellTimes(0, 0),
                () -> 7);
        assertThat(docker.begin("d", "", "c", 0, Optional.of("no engine")).exitCode())
                .isEqualTo(2);
    }

    @Test
    void dropsTheEvidenceOfACellThatIsMetAndKeepsThatOfOthers() throws Exception {
        Path met = runFolder("met");
        Path unmet = runFolder("unmet");
        FakeCells verdicts = new FakeCells(1).valid().invalid("lost-write").invalid("lost-write");
        run(verdicts, Map.of(1, "runs/met", 2, "runs/unmet"));

        assertThat(met.resolve("evidence")).doesNotExist();
        assertThat(met.resolve("history.avro")).doesNotExist();
        assertThat(met.resolve("report.html")).exists();
        assertThat(met.resolve("evidence-not-kept.txt")).content().contains("./ordeal run --seed=1");
        assertThat(unmet.resolve("evidence").resolve("collected.json")).exists();
        assertThat(unmet.resolve("history.avro")).exists();
    }

    /** Where a file should be that it would delete there is a folder with something in it. */
    @Test
    void goesOnWhenTheEvidenceOfACellThatIsMetCannotBeRemoved() throws Exception {
        Path history = runFolder("met").resolve("history.avro");
        Files.delete(history);
        Files.createDirectories(history.resolve("in-the-way"));
        SuiteState ended = run(new FakeCells(1).valid().valid().invalid("lost-write"), Map.of(1, "runs/met"));

        assertThat(ended.exitCode()).isZero();
        assertThat(ended.cells()).extracting(CellState::status).containsOnly(CellStatus.MET);
        assertThat(history).exists();
        assertThat(seen).hasSize(4).endsWith("ended a/seed=1", "ended a/seed=2", "ended bug");
        assertThat(seen.getFirst()).startsWith("not trimmed a/seed=1: ").contains("history.avro");
    }

    @Test
    void estimatesFromWhatCellsOfTheSameSystemHaveNeeded() throws Exception {
        assertThat(Estimate.remainingMs(folder.read().cells())).isEqualTo(3 * (2_000 + 30_000));
        FakeCells first = new FakeCells(9_000).valid().interrupted();
        assertThatThrownBy(() -> run(first)).isInstanceOf(InterruptedException.class);
        assertThat(Estimate.remainingMs(folder.read().cells())).isEqualTo(2 * (2_000 + 7_000));
        assertThat(Estimate.remainingMs(
                        run(new FakeCells(1).valid().invalid("lost-write")).cells()))
                .isZero();
    }

    private Path runFolder(String name) throws IOException {
        Path run = folder.runs().resolve(name);
        Files.createDirectories(run.resolve("evidence"));
        for (String file : List.of("evidence/collected.json", "history.avro", "report.html")) {
            Files.writeString(run.resolve(file), "");
        }
        return run;
    }

    private SuiteState run(FakeCells cells) throws IOException, InterruptedException {
        return new SuiteRun(folder, plan, folder.read(), cells, listener(), cells::nowMs).run();
    }

    /** Cells of which some leave a run folder, by number. */
    private SuiteState run(FakeCells cells, Map<Integer, String> runs) throws IOException, InterruptedException {
        CellRunner leavingRuns = (cell, number, attempt, boundMs) -> {
            Attempt ran = cells.run(cell, number, attempt, boundMs);
            return new Attempt(
                    ran.startedEpochMs(), ran.durationMs(), ran.log(), runs.get(number), ran.finding(), ran.broke());
        };
        return new SuiteRun(folder, plan, folder.read(), leavingRuns, listener(), cells::nowMs).run();
    }

    private SuiteListener listener() {
        return new SuiteListener() {
            @Override
            public void retrying(CellState cell, String reason) {
                seen.add("retrying " + cell.id() + ": " + reason);
            }

            @Override
            public void notTrimmed(CellState cell, String reason) {
                seen.add("not trimmed " + cell.id() + ": " + reason);
            }

            @Override
            public void ended(CellState cell, SuiteState suite) {
                seen.add("ended " + cell.id());
            }
        };
    }
}
