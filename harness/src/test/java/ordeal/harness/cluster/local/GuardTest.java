package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.mesh.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guard over plain child processes. */
class GuardTest {
    @TempDir
    private Path results;

    private final List<Process> started = new ArrayList<>();
    private Path nodes;

    @BeforeEach
    void makeNodesFolder() throws IOException {
        nodes = Files.createDirectories(results.resolve("run-1").resolve("nodes"));
    }

    @AfterEach
    void endEverything() {
        started.forEach(Process::destroyForcibly);
    }

    @Test
    void killsEveryNodeWhenItsPipeCloses() throws Exception {
        Guard guard = Guard.start(nodes);
        Process one = spawn(guard);
        Process other = spawn(guard);
        assertThat(one.isAlive()).isTrue();
        guard.close();
        Await.until(() -> !one.isAlive() && !other.isAlive());
        Await.until(() -> Files.notExists(guard.processesFile()));
    }

    @Test
    void killsAStoppedNode() throws Exception {
        Guard guard = Guard.start(nodes);
        Process stopped = spawn(guard);
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(stopped.pid()))
                        .start()
                        .waitFor())
                .isZero();
        Await.until(() -> ProcessStatus.of(stopped.pid()).orElseThrow().isStopped());
        guard.close();
        Await.until(() -> !stopped.isAlive());
    }

    @Test
    void sparesAProcessWhoseStartTimeDiffers() throws Exception {
        Guard guard = Guard.start(nodes);
        Process innocent = start();
        long startTicks = ProcessStatus.of(innocent.pid()).orElseThrow().startTicks();
        note(guard.processesFile(), innocent.pid() + " " + (startTicks - 1));
        Process node = spawn(guard);
        guard.close();
        Await.until(() -> !node.isAlive());
        assertThat(innocent.isAlive()).isTrue();
    }

    @Test
    void notesANodeBeforeItBecomesWhatItIs() throws Exception {
        Guard guard = Guard.start(nodes);
        Process node = spawn(guard);
        String line =
                node.pid() + " " + ProcessStatus.of(node.pid()).orElseThrow().startTicks();
        assertThat(Files.readAllLines(guard.processesFile())).contains(line);
        guard.close();
    }

    @Test
    void endsWhatADeadHarnessLeftBehind() throws Exception {
        Process leftover = leftover();
        Files.writeString(nodes.resolve("harness"), "999999999 1\n");
        assertThat(Guard.endLeftovers(results)).isEqualTo(1);
        Await.until(() -> !leftover.isAlive());
        assertThat(nodes.resolve(Guard.PROCESSES_FILE)).doesNotExist();
        assertThat(Guard.endLeftovers(results)).isZero();
    }

    @Test
    void endsAStoppedLeftover() throws Exception {
        Process leftover = leftover();
        assertThat(new ProcessBuilder("kill", "-STOP", Long.toString(leftover.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(Guard.endLeftovers(results)).isEqualTo(1);
        Await.until(() -> !leftover.isAlive());
    }

    @Test
    void leavesTheNodesOfALivingHarnessAlone() throws Exception {
        Process node = leftover();
        Guard.noteHarness(nodes);
        assertThat(Guard.endLeftovers(results)).isZero();
        assertThat(node.isAlive()).isTrue();
        assertThat(nodes.resolve(Guard.PROCESSES_FILE)).exists();
    }

    @Test
    void takesAReusedIdForNoHarness() throws Exception {
        Process leftover = leftover();
        long self = ProcessHandle.current().pid();
        long startTicks = ProcessStatus.of(self).orElseThrow().startTicks();
        Files.writeString(nodes.resolve("harness"), self + " " + (startTicks - 1) + "\n");
        assertThat(Guard.endLeftovers(results)).isEqualTo(1);
        Await.until(() -> !leftover.isAlive());
    }

    @Test
    void findsNothingWhereNothingRan() throws Exception {
        assertThat(Guard.endLeftovers(results.resolve("never"))).isZero();
        Files.writeString(nodes.resolve(Guard.PROCESSES_FILE), "torn li\n12\n99999999999999999999 1\n1 x\n");
        assertThat(Guard.endLeftovers(results)).isZero();
    }

    @Test
    void showsAProcessAsTheKernelDoes() throws Exception {
        Process process = start();
        ProcessStatus status = ProcessStatus.of(process.pid()).orElseThrow();
        assertThat(status.isStopped()).isFalse();
        assertThat(status.startTicks()).isPositive();
        process.destroyForcibly();
        process.waitFor();
        Await.until(() -> ProcessStatus.of(process.pid()).isEmpty());
    }

    private Process leftover() throws IOException {
        Process process = start();
        note(
                nodes.resolve(Guard.PROCESSES_FILE),
                process.pid() + " "
                        + ProcessStatus.of(process.pid()).orElseThrow().startTicks());
        return process;
    }

    private static void note(Path file, String line) throws IOException {
        Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Process start() throws IOException {
        return kept(new ProcessBuilder("sleep", "300").start());
    }

    /** A process started as nodes are; it has become a sleep when this returns. */
    private Process spawn(Guard guard) throws IOException {
        Path script = Scripts.write("spawn.sh", nodes);
        Process process = kept(new ProcessBuilder(
                        "sh", script.toString(), guard.processesFile().toString(), "sleep", "300")
                .start());
        Await.until(() -> process.info().command().orElse("").contains("sleep") || isSleep(process));
        return process;
    }

    private static boolean isSleep(Process process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"))
                    .startsWith("sleep");
        } catch (IOException _) {
            return false;
        }
    }

    private Process kept(Process process) {
        started.add(process);
        return process;
    }
}
