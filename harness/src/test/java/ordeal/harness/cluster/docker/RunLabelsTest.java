package ordeal.harness.cluster.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import ordeal.nemesis.port.Node;
import org.junit.jupiter.api.Test;

class RunLabelsTest {
    private static final HarnessProcess HARNESS = new HarnessProcess("m", 42, 7);

    @Test
    void namesCarryTheRunAndTheProcess() {
        assertThat(new RunLabels("reference-random-20261125T000000Z-1", HARNESS).name("broker-1"))
                .isEqualTo("ordeal-reference-random-20261125T000000Z-1-42-broker-1");
    }

    @Test
    void whatAnEngineRefusesInANameIsReplacedAndALongOneCutInFront() {
        assertThat(new RunLabels("my run/ä", HARNESS).name("x")).isEqualTo("ordeal-my-run---42-x");
        String name = new RunLabels("a".repeat(100) + "-end", HARNESS).name("x");
        assertThat(name).hasSizeLessThan(80).endsWith("a-end-42-x");
    }

    @Test
    void theRunIsTheFolderAboveTheNodes() {
        assertThat(RunLabels.of(Path.of("results", "nightly-7", "nodes")).run()).isEqualTo("nightly-7");
    }

    @Test
    void everythingIsLabelledWithRunAndProcessAndWhatANodeHasWithTheNode() {
        RunLabels labels = new RunLabels("r", HARNESS);
        assertThat(labels.all()).isEqualTo(Map.of("ordeal.run", "r", "ordeal.harness", "m/42/7"));
        assertThat(labels.all(Node.broker(2)))
                .containsEntry("ordeal.node", "broker-2")
                .containsAllEntriesOf(labels.all());
    }

    @Test
    void areReadFromWhateverBearsThem() {
        RunLabels labels = new RunLabels("r", HARNESS);
        assertThat(RunLabels.parse(labels.all(Node.broker(2)))).contains(labels);
        assertThat(RunLabels.parse(Map.of(RunLabels.HARNESS, HARNESS.label()))).isEmpty();
        assertThat(RunLabels.parse(Map.of(RunLabels.RUN, "r", RunLabels.HARNESS, "somebody")))
                .isEmpty();
    }
}
