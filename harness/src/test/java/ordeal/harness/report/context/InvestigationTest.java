package ordeal.harness.report.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.verdict.Anomaly;
import ordeal.harness.report.Runs;
import ordeal.harness.report.series.ClusterEvent;
import ordeal.harness.report.series.ClusterEvents;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InvestigationTest {
    private static final long MS = 1_000_000L;

    @TempDir
    private Path root;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new RunFolder(root);
        Files.createDirectories(folder.brokerLogs(2));
    }

    @Test
    void tellsWhatLiesWithinASecondOfAWitnessAndNothingElse() throws IOException {
        log("server.log", """
                [2023-11-14 22:13:21,999] INFO too early (kafka)
                [2023-11-14 22:13:22,000] INFO one second before (kafka)
                java.lang.Exception: no time of its own
                [2023-11-14 22:13:24,000] INFO one second after (kafka)
                [2023-11-14 22:13:24,001] INFO too late (kafka)
                """);

        Surroundings around = around(anomaly(3_000 * MS));

        assertThat(around.lines())
                .extracting(LogLine::text)
                .containsExactly("INFO one second before (kafka)", "INFO one second after (kafka)");
        assertThat(around.lines()).extracting(LogLine::source).containsOnly("broker-2 server.log");
        assertThat(around.events()).extracting(ClusterEvent::zxid).containsExactly(13L, 13L, 13L, 14L, 15L);
        assertThat(around.moreLines()).isZero();
    }

    @Test
    void keepsTellingLinesWhenThereAreTooMany() throws IOException {
        log(
                "server.log",
                IntStream.range(0, 500)
                                .mapToObj("[2023-11-14 22:13:23,000] INFO line %d (kafka)%n"::formatted)
                                .collect(Collectors.joining())
                        + "[2023-11-14 22:13:23,001] INFO t-0 moves (kafka)\n");

        Surroundings around = around(anomaly(3_000 * MS));

        assertThat(around.lines())
                .hasSize(Investigation.LINE_LIMIT)
                .anyMatch(line -> line.text().contains("t-0 moves"));
        assertThat(around.moreLines()).isEqualTo(501 - Investigation.LINE_LIMIT);
    }

    @Test
    void tellsNothingAroundAnAnomalyWithoutATime() throws IOException {
        log("controller.log", "[2023-11-14 22:13:20,000] INFO at the start (kafka)\n");

        Surroundings around = around(anomaly(-1));

        assertThat(around.lines()).isEmpty();
        assertThat(around.events()).isEmpty();
    }

    @Test
    void readsNoOtherFiles() throws IOException {
        log("log-cleaner.log", "[2023-11-14 22:13:23,000] INFO cleaner (kafka)\n");

        assertThat(around(anomaly(3_000 * MS)).lines()).isEmpty();
    }

    private void log(String name, String text) throws IOException {
        Files.writeString(folder.brokerLogs(2).resolve(name), text);
    }

    private Surroundings around(Anomaly anomaly) {
        return Investigation.of(
                        folder,
                        Runs.description(),
                        ClusterEvents.of(Runs.description(), Runs.timeline()),
                        List.of(anomaly))
                .getFirst();
    }

    private static Anomaly anomaly(long nanos) {
        return new Anomaly(
                "lost-write",
                Runs.T0,
                "gone",
                List.of(new Anomaly.Witness("history", nanos, "it was acknowledged")),
                null,
                -1);
    }
}
