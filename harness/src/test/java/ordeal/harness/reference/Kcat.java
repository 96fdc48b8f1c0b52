package ordeal.harness.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The command line client kcat, and with it librdkafka. */
final class Kcat {
    private static final String COMMAND = "kcat";
    private static final long PATIENCE_SECONDS = 20;

    private final String bootstrapServers;
    private final Path folder;

    /**
     * What a command did.
     *
     * @param output what it wrote to its standard output
     * @param error what it wrote to its standard error
     */
    record Result(int exitCode, String output, String error) {}

    /** kcat for a cluster; a test without kcat is skipped, but fails in CI. */
    Kcat(String bootstrapServers, Path folder) throws IOException, InterruptedException {
        boolean installed = new ProcessBuilder("sh", "-c", "command -v " + COMMAND)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
        if (!installed && System.getenv("CI") == null) {
            System.out.println("kcat is not installed: its tests are skipped");
        }
        assumeTrue(installed || System.getenv("CI") != null, "kcat is not installed");
        this.bootstrapServers = bootstrapServers;
        this.folder = folder;
    }

    /** Runs it and gives back what it wrote; it must succeed. */
    String run(String input, String... arguments) throws IOException, InterruptedException {
        Result result = attempt(input, arguments);
        assertThat(result.exitCode())
                .as("kcat's exit code; it says: " + result.error())
                .isZero();
        return result.output();
    }

    /**
     * What it reads of a partition, to the end.
     *
     * @param from an offset, or {@code beginning}
     * @param format how to write each record, in kcat's own words
     */
    String consume(String topic, int partition, String from, String format) throws IOException, InterruptedException {
        String[] arguments = {
            "-C", "-e", "-q", "-X", "fetch.wait.max.ms=20", "-t", topic, "-p", "" + partition, "-o", from, "-f", format
        };
        return run("", arguments);
    }

    /** Runs it, whatever may come of it. */
    Result attempt(String input, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(COMMAND, "-b", bootstrapServers));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile(folder, COMMAND, ".out");
        Path error = Files.createTempFile(folder, COMMAND, ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(error.toFile())
                .start();
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended)
                .as(command + " ends; it says: " + Files.readString(error))
                .isTrue();
        return new Result(process.exitValue(), Files.readString(output), Files.readString(error));
    }
}
