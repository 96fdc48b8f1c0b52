package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.run.FaultRecord;
import ordeal.harness.cli.CommandRun;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A run in containers, as somebody types it. */
@ExtendWith(EngineExtension.class)
class DockerRunIT {
    private static final List<String> NODES = List.of("broker-1", "broker-2", "broker-3", "zookeeper-1");

    @TempDir
    private static Path results;

    private static RunFolder run;

    @BeforeAll
    static void runOnce(Engine engine) throws IOException {
        run = CommandRun.valid(results, "--cluster=docker", "--time=25s", "--seed=3");
    }

    @Test
    void isInjectedWithFaultsThatHaveReceipts() throws IOException {
        assertThat(run.readFaults().faults())
                .filteredOn(fault -> fault.status() == FaultRecord.Status.HEALED)
                .hasSizeGreaterThan(2)
                .allSatisfy(fault -> assertThat(fault.receipts()).isNotEmpty());
    }

    @Test
    void bringsTheEvidenceOfEveryNode() throws IOException {
        assertThat(run.readCollection().brokers().values())
                .allSatisfy(
                        node -> assertThat(node.complete()).as(node.reason()).isTrue());
        for (String node : NODES) {
            assertThat(run.evidence().resolve(node).resolve("console.log")).exists();
            assertThat(run.evidence().resolve(node).resolve("logs").resolve("server.log"))
                    .isNotEmptyFile();
        }
        assertThat(run.readRun().cluster().deployment()).isEqualTo("docker");
    }

    /** Containers, networks and volumes; a loop device goes with its volume. */
    @AfterAll
    static void leavesNothingBehind(Engine engine) {
        String own = HarnessProcess.self().label();
        assertThat(engine.client()
                        .listContainersCmd()
                        .withShowAll(true)
                        .withLabelFilter(Map.of(RunLabels.HARNESS, own))
                        .exec())
                .isEmpty();
        assertThat(engine.client().listNetworksCmd().exec())
                .noneMatch(network -> network.getLabels() != null
                        && own.equals(network.getLabels().get(RunLabels.HARNESS)));
        List<InspectVolumeResponse> volumes =
                engine.client().listVolumesCmd().exec().getVolumes();
        assertThat(volumes)
                .noneMatch(volume -> volume.getLabels() != null
                        && own.equals(volume.getLabels().get(RunLabels.HARNESS)));
    }
}
