package ordeal.harness.child;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.verdict.Verdict;
import ordeal.checker.verdict.VerdictFile;
import ordeal.harness.child.VerdictReading.Found;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is taken from a run's verdict. */
class VerdictReadingTest {
    @TempDir
    private Path folder;

    @Test
    void tellsAnomaliesByCheckerAndLeavesPermittedOnesOut() throws IOException {
        VerdictReading reading = reading();

        assertThat(reading.found())
                .containsExactly(
                        new Found("durability", "lost-write", 418), new Found("offsets", "inconsistent-offsets", 1));
        assertThat(reading.permitted())
                .as("sends that overtook each other lost nothing, and no disk did")
                .isEqualTo(Map.of("acks", 3L));
        assertThat(reading.finding().permitted()).containsExactly("acks");
    }

    @Test
    void datesTheFirstProofByTheTypesThatCount() throws IOException {
        VerdictReading reading = reading();

        assertThat(reading.firstNanos(List.of("lost-write"))).hasValue(40);
        assertThat(reading.firstNanos(List.of("inconsistent-offsets")))
                .as("it has no time")
                .isEmpty();
        assertThat(reading.firstNanos(List.of("phantom"))).isEmpty();
        assertThat(reading.firstNanos(List.of("end-offset-regression")))
                .as("nothing permits it only where no cause is named")
                .isEmpty();
    }

    @Test
    void refusesAFileThatIsNoVerdict() throws IOException {
        Path torn = Files.writeString(folder.resolve("torn.json"), "{\"results\": [");
        assertThatThrownBy(() -> VerdictReading.of(torn)).isInstanceOf(IOException.class);
    }

    private VerdictReading reading() throws IOException {
        CheckResult durability = new CheckResult(
                "durability",
                Promise.DURABILITY,
                new Verdict.Invalid("418 lost-write"),
                List.of(
                        anomaly("lost-write", 70, null),
                        anomaly("lost-write", 40, null),
                        anomaly("lost-write", -1, null),
                        anomaly("end-offset-regression", 10, "acks=1")),
                new TreeMap<>(Map.of(
                        "lost-write",
                        418L,
                        "permitted:acks",
                        3L,
                        "permitted:overtaken",
                        12L,
                        "permitted:disk-loss",
                        0L)));
        CheckResult offsets = new CheckResult(
                "offsets",
                Promise.DURABILITY,
                new Verdict.Invalid("1 inconsistent-offsets"),
                List.of(anomaly("inconsistent-offsets", -1, null)),
                new TreeMap<>());
        Path file = folder.resolve("verdict.json");
        VerdictFile.write(file, RunVerdict.of("run", List.of(durability, offsets), List.of()));
        return VerdictReading.of(file);
    }

    private static Anomaly anomaly(String type, long atNanos, @Nullable String cause) {
        return new Anomaly(type, null, "a sentence", List.of(), cause, atNanos);
    }
}
