package ordeal.harness.standing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingClusterTest {
    @TempDir
    private Path folder;

    @Test
    void isFoundWhileItsHarnessLives() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        StandingCluster cluster = heldBy(self.pid(), StandingCluster.startMs(self));
        cluster.write(folder);
        assertThat(StandingCluster.in(folder)).contains(cluster);
        assertThat(StandingCluster.noted(folder)).contains(cluster);
        assertThat(cluster.nodes().keySet()).containsExactly("broker-1", "broker-2", "zookeeper-1");
    }

    /** The same process id, and another process. */
    @Test
    void isOnlyNotedWhenItsHarnessWasKilled() throws IOException {
        ProcessHandle self = ProcessHandle.current();
        StandingCluster cluster = heldBy(self.pid(), StandingCluster.startMs(self) - 1);
        cluster.write(folder);
        assertThat(StandingCluster.in(folder)).isEmpty();
        assertThat(StandingCluster.noted(folder)).contains(cluster);
    }

    @Test
    void isForgotten() throws IOException {
        heldBy(1, 1).write(folder);
        StandingCluster.forget(folder);
        assertThat(StandingCluster.noted(folder)).isEmpty();
        StandingCluster.forget(folder);
    }

    @Test
    void leavesWhatTheHarnessPrintedWhenItsFolderIsCleaned() throws IOException {
        StandingFolder standing = new StandingFolder(folder);
        standing.clean();
        Files.createDirectories(standing.nodes().resolve("broker-1"));
        Files.createDirectories(standing.collected().resolve("broker-1"));
        Files.writeString(standing.harnessLog(), "up");
        standing.clean();
        assertThat(folder).isDirectoryContaining(file -> file.equals(standing.harnessLog()));
        assertThat(standing.nodes()).doesNotExist();
        assertThat(standing.collected()).doesNotExist();
    }

    private static StandingCluster heldBy(long pid, long startedAtMs) {
        Map<String, String> nodes = new LinkedHashMap<>();
        nodes.put("broker-1", "ordeal-cluster-default-7-broker-1");
        nodes.put("broker-2", "ordeal-cluster-default-7-broker-2");
        nodes.put("zookeeper-1", "ordeal-cluster-default-7-zookeeper-1");
        return new StandingCluster(
                pid, startedAtMs, "docker", "reference 1", "127.0.0.1:1", "127.0.0.1:2", "/kafka", nodes);
    }
}
