package ordeal.harness.child;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import ordeal.checker.evidence.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * What came of a process that has ended by itself.
 *
 * @param finding what the judge found; null when there is no verdict
 * @param broke why there is none; null when there is one
 */
record Ending(@Nullable Finding finding, @Nullable String broke) {
    /** A verdict counts only when the exit code and {@code verdict.json} agree on it. */
    static Ending of(int exitCode, Optional<RunFolder> run, Path log) throws IOException {
        if (exitCode < 0 || exitCode > Finding.Word.UNKNOWN.exitCode()) {
            return broke("it ended with exit code %d%s".formatted(exitCode, lastWords(log)));
        }
        if (run.isEmpty() || !Files.isReadable(run.get().verdictFile())) {
            return broke("it ended with exit code %d and left no verdict%s".formatted(exitCode, lastWords(log)));
        }
        try {
            Finding finding = VerdictReading.of(run.get().verdictFile()).finding();
            return finding.verdict().exitCode() == exitCode
                    ? new Ending(finding, null)
                    : broke("it ended with exit code %d, but its verdict is %s"
                            .formatted(exitCode, finding.verdict().word()));
        } catch (IOException e) {
            return broke("its verdict cannot be read: " + e.getMessage());
        }
    }

    static Ending broke(String reason) {
        return new Ending(null, reason);
    }

    /** The last line of a log that is not part of a stack trace. */
    private static String lastWords(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank() && !line.startsWith("\t") && !line.startsWith("Caused by"))
                .toList();
        return lines.isEmpty() ? "" : ": " + lines.getLast().strip();
    }
}
