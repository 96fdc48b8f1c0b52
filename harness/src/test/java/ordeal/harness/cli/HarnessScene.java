package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Harnesses as processes of their own, so that they can be killed. Closing it ends them. */
public final class HarnessScene implements AutoCloseable {
    /** How long anything may take. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final long POLL_MS = 10;

    private final Path output;
    private final List<String> jvmOptions;
    private final List<Process> harnesses = new ArrayList<>();

    /**
     * None yet.
     *
     * @param output the file of what the latest one prints
     */
    public HarnessScene(Path output, String... jvmOptions) {
        this.output = output;
        this.jvmOptions = List.of(jvmOptions);
    }

    /** Starts {@code ordeal} with these arguments. */
    public Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx256m",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        harnesses.add(process);
        return process;
    }

    /** Waits for a condition, while the harness lives. */
    public void await(Process harness, BooleanSupplier condition) throws InterruptedException {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(harness.isAlive() && System.nanoTime() - deadlineNanos < 0)
                    .as("the harness printed: " + output())
                    .isTrue();
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** What the latest one has printed. */
    public String output() {
        try {
            return Files.readString(output);
        } catch (IOException _) {
            return ""; // It is not there yet.
        }
    }

    @Override
    public void close() {
        harnesses.forEach(Process::destroyForcibly);
    }
}
