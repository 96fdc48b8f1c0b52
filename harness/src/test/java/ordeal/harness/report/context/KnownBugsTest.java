package ordeal.harness.report.context;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import ordeal.checker.evidence.RunFolder;
import ordeal.harness.report.Runs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownBugsTest {
    private static final String STUCK = "[2026-11-25 02:24:48,378] INFO [Controller id=3] Failed to update ISR to"
            + " LeaderAndIsr(leader=1, leaderEpoch=0) for partition ordeal-1-0, bad ZK version. (kafka.controller)\n";
    private static final String LAME =
            "java.lang.IllegalStateException: Controller to broker state change requests batch"
                    + " is not empty while creating a new one. Some StopReplica state changes\n";

    @TempDir
    private Path root;

    private RunFolder folder;

    @BeforeEach
    void makeFolder() throws IOException {
        folder = new RunFolder(root);
        Files.createDirectories(folder.brokerLogs(2));
    }

    @Test
    void recognizesEachBugByItsSignAndSaysHowOften() throws IOException {
        Files.writeString(folder.brokerLogs(2).resolve("controller.log"), STUCK + LAME + STUCK);
        List<KnownBugs.Sighting> sightings = KnownBugs.in(folder, Runs.description());
        assertThat(sightings).extracting(KnownBugs.Sighting::broker).containsExactly(2, 2);
        assertThat(sightings).extracting(KnownBugs.Sighting::times).containsExactly(1L, 2L);
        assertThat(sightings.getLast().sentence("kafka-3.9"))
                .startsWith(
                        "controller.log of broker-2 shows a known bug of kafka-3.9 (2 lines, docs/found-bugs.md): ");
    }

    @Test
    void seesNothingInAnOrdinaryLogAndInNoLogAtAll() throws IOException {
        assertThat(KnownBugs.in(folder, Runs.description())).isEmpty();
        Files.writeString(
                folder.brokerLogs(2).resolve("controller.log"), STUCK.replace("bad ZK version", "controller moved"));
        Files.writeString(folder.brokerLogs(2).resolve("server.log"), LAME);
        assertThat(KnownBugs.in(folder, Runs.description())).isEmpty();
    }
}
