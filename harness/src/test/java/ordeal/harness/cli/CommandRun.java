package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import ordeal.checker.evidence.RunFolder;

/** A run as somebody types it, in this process. */
public final class CommandRun {
    private CommandRun() {}

    /**
     * Runs {@code ordeal run}, which must end with exit code 0.
     *
     * @param results where its folder will be; no other run may be there
     * @return its folder
     */
    public static RunFolder valid(Path results, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--name=only", "--results=" + results));
        command.addAll(List.of(options));
        String out = successful(command);
        try (Stream<Path> runs = Files.list(results)) {
            return new RunFolder(
                    runs.filter(path -> path.getFileName().toString().startsWith("only-"))
                            .findFirst()
                            .orElseThrow(() -> new AssertionError(out)));
        }
    }

    /** What a command prints, which must end with exit code 0. */
    static String successful(List<String> command) {
        StringWriter out = new StringWriter();
        int exitCode = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(command.toArray(String[]::new));
        assertThat(exitCode).as(out.toString()).isZero();
        return out.toString();
    }
}
