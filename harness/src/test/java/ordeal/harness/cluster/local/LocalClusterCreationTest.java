package ordeal.harness.cluster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.NodeJvm;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.Systems;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a cluster that could not be made. No node is ever started here. */
class LocalClusterCreationTest {
    @TempDir
    private Path folder;

    private Path nodes;

    @BeforeEach
    void nameTheNodesFolder() {
        nodes = folder.resolve("nodes");
    }

    @Test
    void endsTheGuardOfAClusterThatCouldNotBeMade() throws Exception {
        Files.createDirectories(nodes.resolve("spawn.sh")); // Written after the guard is up and the entrances are open.
        assertThatThrownBy(this::create).isInstanceOf(ClusterException.class).hasMessageContaining("spawn.sh");
        assertThat(nodes.resolve("guard.sh")).as("the guard had been started").exists();
        assertThat(guards()).isZero();
    }

    @Test
    void leavesTheGuardOfAClusterThatWasMadeUntilItIsClosed() throws Exception {
        try (LocalCluster _ = create()) {
            assertThat(guards()).isOne();
        }
        assertThat(guards()).isZero();
    }

    private LocalCluster create() throws ClusterException {
        ClusterPlan plan = new ClusterPlan(
                Systems.named("reference").orElseThrow(),
                1,
                1,
                "",
                new ClusterTuning(500, 3_000, 2_000, 1, 1, Map.of()),
                new NodeJvm(64, NodeJvm.Tuning.QUICK_START),
                ClusterPlan.Network.MESH,
                0,
                1);
        return LocalCluster.create(plan, List.of(), nodes, Long.MAX_VALUE);
    }

    /** Guards over this test's folder that live. */
    private long guards() {
        String script = nodes.resolve("guard.sh").toString();
        return ProcessHandle.current()
                .children()
                .filter(ProcessHandle::isAlive)
                .filter(child -> commandLine(child).contains(script))
                .count();
    }

    /** Empty when the process has ended. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), "cmdline"));
        } catch (IOException _) {
            return "";
        }
    }
}
