package ordeal.harness.child;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.verdict.VerdictFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that has ended came to. */
class EndingTest {
    @TempDir
    private Path folder;

    private Path log;

    @BeforeEach
    void writeLog() throws IOException {
        log = Files.writeString(folder.resolve("log"), "seed: 1\nThe cluster did not start\n\tat Some.java\n\n");
    }

    @Test
    void readsTheVerdictWithItsAnomaliesAndPermittedLosses() throws IOException {
        Map<String, Long> counts = Map.of("permitted:acks", 3L, "permitted:disk-loss", 0L);
        RunFolder run = verdict(
                new Verdict.Invalid("1 lost-write"),
                List.of(anomaly("lost-write", null), anomaly("end-offset-regression", "acks=1")),
                counts);

        assertThat(Ending.of(1, Optional.of(run), log).finding())
                .isEqualTo(new Finding(
                        Finding.Word.INVALID,
                        "1 lost-write",
                        List.of("lost-write"),
                        List.of("acks"),
                        "lost-write: a sentence"));
    }

    @Test
    void believesAnExitCodeOnlyWithTheVerdictThatGoesWithIt() throws IOException {
        RunFolder run = verdict(new Verdict.Valid(), List.of(), Map.of());
        assertThat(Ending.of(0, Optional.of(run), log).finding()).isNotNull();
        assertThat(Ending.of(1, Optional.of(run), log).broke())
                .isEqualTo("it ended with exit code 1, but its verdict is valid");
        assertThat(Ending.of(0, Optional.of(new RunFolder(folder.resolve("none"))), log)
                        .broke())
                .contains("left no verdict");
        assertThat(Ending.of(2, Optional.empty(), log).broke()).contains("left no verdict");
    }

    @Test
    void quotesTheLastWordsOfWhatCouldNotRun() throws IOException {
        assertThat(Ending.of(70, Optional.empty(), log).broke())
                .isEqualTo("it ended with exit code 70: The cluster did not start");
        RunFolder run = verdict(new Verdict.Valid(), List.of(), Map.of());
        assertThat(Ending.of(137, Optional.of(run), log).broke()).startsWith("it ended with exit code 137");
    }

    @Test
    void doesNotBelieveATornVerdict() throws IOException {
        RunFolder run = verdict(new Verdict.Valid(), List.of(), Map.of());
        Files.writeString(run.verdictFile(), "{\"verdict\": \"val");
        assertThat(Ending.of(0, Optional.of(run), log).broke()).startsWith("its verdict cannot be read");
        Files.writeString(run.verdictFile(), "{\"verdict\": \"fine\"}");
        assertThat(Ending.of(0, Optional.of(run), log).broke()).contains("no verdict 'fine'");
    }

    private RunFolder verdict(Verdict verdict, List<Anomaly> anomalies, Map<String, Long> counts) throws IOException {
        RunFolder run = new RunFolder(Files.createDirectories(folder.resolve("run")));
        CheckResult result =
                new CheckResult("durability", Promise.DURABILITY, verdict, anomalies, new TreeMap<>(counts));
        VerdictFile.write(run.verdictFile(), RunVerdict.of("run", List.of(result), List.of()));
        return run;
    }

    private static Anomaly anomaly(String type, @Nullable String cause) {
        return new Anomaly(type, null, "a sentence", List.of(), cause, -1);
    }
}
