package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One bug and its control on real clusters: found, silent, stored, and not run again. */
class BugsVerifyIT {
    private static final String BUG = "acknowledge-at-append";

    @TempDir
    private Path results;

    @Test
    void findsABugWhereItIsAndNothingWhereItIsNot() throws IOException {
        String first = verify();
        assertThat(first)
                .contains("2 runs, 0 of them stored")
                .contains("| `" + BUG + "` | 1 of 1 | lost-write by durability (1) | ")
                .contains("Found in 1 of 1 runs with a bug or wrong settings. 1 of 1 controls silent, 0 false alarms");
        String stored = Files.readString(store().resolve("trials.jsonl"));
        assertThat(stored.lines()).hasSize(2);

        assertThat(verify()).contains("2 runs, 2 of them stored");
        assertThat(verify("--none")).contains("1 run, 1 of them stored").contains("1 of 1 controls silent");
        assertThat(Files.readString(store().resolve("trials.jsonl")))
                .as("nothing ran a second time")
                .isEqualTo(stored);
        assertThat(store().resolve("table-of-" + BUG + "-seeds-1-kafka-seeds-0.md"))
                .content()
                .contains("1 of 1");
        assertThat(store().resolve("table.md")).as("the table of all").doesNotExist();
    }

    private String verify(String... options) {
        List<String> command = new ArrayList<>(
                List.of("bugs", "verify", "--bug=" + BUG, "--seeds=1", "--kafka-seeds=0", "--results=" + results));
        command.addAll(List.of(options));
        return CommandRun.successful(command);
    }

    private Path store() throws IOException {
        try (Stream<Path> folders = Files.list(results)) {
            return folders.findFirst().orElseThrow();
        }
    }
}
