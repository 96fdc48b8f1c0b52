package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ordeal.harness.suite.CellState;
import ordeal.harness.suite.CellStatus;
import ordeal.harness.suite.SuiteFolder;
import ordeal.harness.suite.SuiteState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small suite on real clusters, whose process dies of SIGKILL in its second cell, and which then goes on. */
class SuiteKilledIT {
    private static final Duration CLEANUP = Duration.ofSeconds(40);
    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final String SUITE = """
            name: tiny
            matrices:
              - name: quiet
                expect: valid
                options: {plan: none, time: 8s}
                axes: {seed: [1, 2]}
              - name: canary
                expect: {invalid: lost-write}
                options: {bug: acknowledge-at-append, seed: 1}
            """;

    @TempDir
    private Path home;

    private HarnessScene scene;

    @BeforeEach
    void makeScene() {
        Path project = Path.of("").toAbsolutePath().getParent();
        scene = new HarnessScene(home.resolve("output"), "-Dordeal.home=" + project, "-Dordeal.commit=tested");
    }

    @AfterEach
    void endHarness() {
        scene.close();
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void leavesNothingBehindAndGoesOnWhereItWas() throws Exception {
        Path file = Files.writeString(home.resolve("tiny.yaml"), SUITE);
        Path results = home.resolve("results");
        Process suite = scene.start("suite", file.toString(), "--results=" + results);
        scene.await(suite, () -> scene.output().contains("[  1/3] met"));
        SuiteFolder folder = SuiteFolder.latestOpen(results, "tiny").orElseThrow();
        scene.await(suite, () -> log(folder, "002-").contains("-- faults"));
        List<ProcessHandle> children = suite.descendants().toList();
        assertThat(children).as("a cell, its guard, its nodes").hasSizeGreaterThanOrEqualTo(5);

        suite.destroyForcibly().waitFor();

        expectEnded(children);
        SuiteState killed = folder.read();
        assertThat(killed.cells())
                .extracting(CellState::status)
                .containsExactly(CellStatus.MET, CellStatus.RUNNING, CellStatus.WAITING);

        Process resumed = scene.start("suite", file.toString(), "--resume", "--results=" + results);
        assertThat(resumed.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();

        assertThat(resumed.exitValue()).as(scene.output()).isZero();
        assertThat(scene.output()).doesNotContain("quiet/seed=1").contains("[  2/3] met", "[  3/3] met");
        SuiteState ended = folder.read();
        assertThat(ended.cells()).extracting(CellState::status).containsOnly(CellStatus.MET);
        assertThat(ended.cells().getFirst()).isEqualTo(killed.cells().getFirst());
        assertThat(ended.cells()).allMatch(cell -> cell.attempts().size() == 1);
        assertThat(ended.cells()).extracting(CellState::verdict).containsExactly("valid", "valid", "invalid");
        assertThat(folder.runsOfNoAttempt(ended))
                .as("what the killed cell had left is gone")
                .isEmpty();
        for (CellState cell : ended.cells()) {
            Path run = folder.root()
                    .resolve(String.valueOf(cell.attempts().getFirst().run()));
            assertThat(run.resolve("report.html")).exists();
            assertThat(run.resolve("verdict.json")).exists();
            assertThat(run.resolve("evidence")).doesNotExist();
            assertThat(run.resolve("run.json")).content().contains("\"command\" : \"" + cell.command() + "\"");
        }
        assertThat(folder.root().resolve("index.html")).content().contains("Every cell came out as expected");
        assertThat(folder.root().resolve("junit.xml")).content().contains("tests=\"3\" failures=\"0\" errors=\"0\"");
    }

    private static void expectEnded(List<ProcessHandle> processes) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + CLEANUP.toNanos();
        while (processes.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() - deadlineNanos < 0) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        List<ProcessHandle> left = new ArrayList<>(processes);
        left.removeIf(process -> !process.isAlive());
        assertThat(left).isEmpty();
    }

    private static String log(SuiteFolder folder, String prefix) {
        try (var logs = Files.newDirectoryStream(folder.logs(), prefix + "*")) {
            StringBuilder text = new StringBuilder();
            for (Path log : logs) {
                text.append(Files.readString(log));
            }
            return text.toString();
        } catch (IOException _) {
            return ""; // It is not there yet.
        }
    }
}
