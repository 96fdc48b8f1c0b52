package ordeal.harness.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Cells whose processes come to nothing; none of them starts a cluster. */
class CellProcessTest {
    private static final long PATIENCE_MS = 120_000;
    private static final long SHORT_MS = 10_000;

    @TempDir
    private Path root;

    private SuiteFolder folder;
    private CellProcess cells;

    @BeforeEach
    void makeFolder() throws Exception {
        folder = new SuiteFolder(root);
        Files.createDirectories(folder.runs());
        Files.createDirectories(folder.logs());
        cells = new CellProcess(folder, List.of("-Dordeal.results=" + folder.runs()));
    }

    @AfterEach
    void close() {
        cells.close();
    }

    @Test
    void quotesARunThatRefusesItsArguments() throws Exception {
        Attempt attempt = cells.run(cell("run", "--seed=1", "--brokers=10"), 3, 1, PATIENCE_MS);
        assertThat(attempt.broke()).startsWith("it ended with exit code 64");
        assertThat(attempt.finding()).isNull();
        assertThat(attempt.run()).isNull();
        assertThat(attempt.log()).isEqualTo("logs/003-some-a-b-1.log");
        assertThat(root.resolve(attempt.log())).content().contains("--brokers", "1 to 9");
    }

    @Test
    void doesNotTakeAnEndForAVerdict() throws Exception {
        assertThat(cells.run(cell("--version"), 1, 2, PATIENCE_MS).broke())
                .startsWith("it ended with exit code 0 and left no verdict");
    }

    /** A plan that is read from a pipe into which nobody writes is never read to its end. */
    @Test
    void endsACellThatHangsAndKeepsWhatItsThreadsDid() throws Exception {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Attempt attempt = cells.run(cell("run", "--seed=1", "--plan=" + pipe), 1, 1, SHORT_MS);
        assertThat(attempt.broke()).startsWith("it had not ended after 10 s");
        assertThat(attempt.durationMs()).isGreaterThanOrEqualTo(SHORT_MS);
        assertThat(root.resolve(attempt.log())).content().contains("Full thread dump", "\"ordeal-parent-watch\"");
        assertThat(ProcessHandle.current().children())
                .noneMatch(child -> child.info().commandLine().orElse("").contains(pipe.toString()));
    }

    @Test
    void endsWithTheProcessThatStartedItHoweverThatEnds() throws Exception {
        Path pipe = root.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        Process parent = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Parent.class.getName(),
                        root.toString(),
                        pipe.toString())
                .redirectErrorStream(true)
                .redirectOutput(root.resolve("parent.log").toFile())
                .start();
        try {
            await(() -> parent.children().findAny().isPresent());
            ProcessHandle child = parent.children().findAny().orElseThrow();
            parent.destroyForcibly().waitFor();
            await(() -> !child.isAlive());
        } finally {
            parent.destroyForcibly();
        }
    }

    /** A process that waits for a cell. */
    static final class Parent {
        private Parent() {}

        /** Takes the suite's folder, and the pipe that the cell waits for. */
        public static void main(String[] arguments) throws Exception {
            try (CellProcess cells = new CellProcess(new SuiteFolder(Path.of(arguments[0])), List.of())) {
                cells.run(cell("run", "--seed=1", "--plan=" + arguments[1]), 1, 1, 10 * PATIENCE_MS);
            }
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime() - deadlineNanos).isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static CellState cell(String... arguments) {
        return new CellState(
                "some/a=B",
                "some",
                Map.of(),
                List.of(arguments),
                "valid",
                new CellTimes(0, 0),
                CellStatus.RUNNING,
                "",
                List.of());
    }
}
