package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Processes that are told to end, in the middle of a block and after it. */
class UnbrokenWorkTest {
    /** Less than a block is waited for at most, so that a process that waits for nothing is told from one that does not wait. */
    private static final long PATIENCE_SECONDS = 40;

    /** A process that waits for nothing ends sooner. One that waits is never taken for it, however slow the machine is. */
    private static final long A_MOMENT_MS = 500;

    /** How a Java ends that got SIGTERM. */
    private static final int TERMINATED = 143;

    @Test
    void aProcessThatIsToldToEndLivesUntilTheBlockHasEnded() throws Exception {
        Process process = worker("open");
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("begun");
            process.toHandle().destroy();
            assertThat(said.readLine()).isEqualTo("ending");
            assertThat(process.waitFor(A_MOMENT_MS, TimeUnit.MILLISECONDS)).isFalse();
            goOn(process);
            assertThat(said.lines()).containsExactly("worked");
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(TERMINATED);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void aProcessWhoseBlockHasEndedEndsAtOnce() throws Exception {
        Process process = worker("closed");
        try (BufferedReader said = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(said.readLine()).isEqualTo("begun");
            process.toHandle().destroy();
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(said.lines()).containsExactly("ending");
        } finally {
            process.destroyForcibly();
        }
    }

    private static void goOn(Process process) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).append('\n').flush();
    }

    private static Process worker(String block) throws IOException {
        return new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        block))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** A process that works until it is told to go on. */
    static final class Worker {
        private Worker() {}

        /** Takes {@code open} to work within a block, or {@code closed} to work after one. */
        public static void main(String[] arguments) throws IOException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("ending")));
            UnbrokenWork work = UnbrokenWork.begin();
            if (arguments[0].equals("closed")) {
                work.close();
            }
            System.out.println("begun");
            int _ = System.in.read();
            System.out.println("worked");
            work.close();
        }
    }
}
