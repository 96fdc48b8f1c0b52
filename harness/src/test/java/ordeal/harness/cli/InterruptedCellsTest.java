package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.suite.Attempt;
import ordeal.harness.suite.CellRunner;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellTimes;
import ordeal.harness.suite.SuiteException;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteListener;
import ordeal.harness.suite.SuitePlan;
import ordeal.harness.suite.SuiteRun;
import ordeal.harness.suite.SuiteState;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of a suite's run folders, those of attempts stay and those of interrupted cells go. */
class InterruptedCellsTest {
    private static final String TEXT = "name: some\nmatrices: [{name: a, expect: valid, axes: {seed: [1, 2]}}]\n";

    @TempDir
    private Path results;

    private SuiteFolder folder;
    private SuiteState state;
    private Path broken;
    private Path interrupted;

    /** A suite whose first cell broke, and was interrupted in its second attempt. */
    @BeforeEach
    void interruptASuite() throws Exception {
        SuitePlan plan = SuitePlan.of(TEXT, _ -> new CellTimes(0, 0), () -> 7);
        folder = SuiteFolder.at(results, "some", 0);
        folder.create(plan.begin("some.yaml", TEXT, "c0ffee", 0, Optional.empty()), TEXT);
        CellRunner interruptedTheSecondTime = (_, _, attempt, _) -> {
            run("run-" + attempt);
            if (attempt == 2) {
                throw new InterruptedException("told to end");
            }
            return new Attempt(0, 1, "logs/1.log", "runs/run-1", null, "exit code 70");
        };
        SuiteRun suite =
                new SuiteRun(folder, plan, folder.read(), interruptedTheSecondTime, new DeafListener(), () -> 0);
        assertThatThrownBy(suite::run).isInstanceOf(InterruptedException.class);
        state = folder.read();
        broken = folder.runs().resolve("run-1");
        interrupted = folder.runs().resolve("run-2");
        Files.createSymbolicLink(folder.runs().resolve("latest"), interrupted);
    }

    @Test
    void theFolderOfAnInterruptedCellIsRemovedAndThatOfAnAttemptIsNot() throws Exception {
        assertThat(InterruptedCells.remove(folder, state))
                .containsExactly("removed what an interrupted cell had left: run-2");
        assertThat(interrupted).doesNotExist();
        assertThat(broken.resolve("run.json")).exists();
        assertThat(InterruptedCells.remove(folder, state)).isEmpty();
    }

    @Test
    void nothingIsRemovedWhileTheInterruptedCellLives() throws Exception {
        noteHarness(ProcessHandle.current().pid(), startOfThisProcess());
        assertThatThrownBy(() -> InterruptedCells.remove(folder, state))
                .isInstanceOf(SuiteException.class)
                .hasMessageContaining("run-2. Go on in half a minute");
        assertThat(interrupted.resolve("run.json")).exists();
    }

    @Test
    void anotherProcessWithItsNumberIsNotTheCell() throws Exception {
        noteHarness(ProcessHandle.current().pid(), startOfThisProcess() + 1);
        assertThat(InterruptedCells.remove(folder, state)).hasSize(1);
        assertThat(interrupted).doesNotExist();
    }

    private void run(String name) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectories(folder.runs().resolve(name)));
        Files.writeString(run.runFile(), "{}");
    }

    private void noteHarness(long pid, long startTicks) throws IOException {
        Files.writeString(
                Files.createDirectories(interrupted.resolve("nodes")).resolve("harness"),
                pid + " " + startTicks + "\n");
    }

    /** The 22nd word of {@code /proc/self/stat}; the second may hold blanks, and ends with the last bracket. */
    private static long startOfThisProcess() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[19]);
    }

    /** Does nothing with what it hears. */
    private static final class DeafListener implements SuiteListener {
        @Override
        public void retrying(CellState cell, String reason) {}

        @Override
        public void notTrimmed(CellState cell, String reason) {}

        @Override
        public void ended(CellState cell, SuiteState suite) {}
    }
}
