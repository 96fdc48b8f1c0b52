package ordeal.harness.stored;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.verdict.Anomaly;
import ordeal.harness.cluster.PlantableBugs;
import ordeal.harness.system.PlantableBug;
import ordeal.harness.system.Systems;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** In the stored run of each bug the judge finds what the broker's own list calls a proof of it. */
class StoredRunsIT {
    @TempDir
    private Path parent;

    static List<PlantableBug> bugs() throws Exception {
        return PlantableBugs.of(Systems.named("reference").orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void holdsAProofOfItsBug(PlantableBug bug) throws Exception {
        RunFolder run = new StoredRun(bug.name()).unpack(parent);
        assertThat(RecordedRun.judge(run).verdict().results())
                .flatExtracting(result -> result.anomalies())
                .filteredOn(anomaly -> anomaly.permittedCause() == null)
                .extracting(Anomaly::type)
                .containsAnyElementsOf(bug.anomalies());
    }
}
