package ordeal.harness.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ReferenceBrokerTest {
    private static final BrokerPlace PLACE =
            new BrokerPlace(2, "127.60.254.2", "broker-2", 9092, "127.60.0.2", 9093, 9093, "zookeeper-1:2181/kafka");

    private final SystemUnderTest reference = Systems.named("reference").orElseThrow();

    private Launch launch(Map<String, String> overrides) {
        return reference.broker(PLACE, new ClusterTuning(500, 3_000, 2_000, 3, 2, overrides));
    }

    @Test
    void isStartedAsAnArtifactAndLeavesItsJournalWhereItIsCollected() {
        Launch launch = launch(Map.of());
        assertThat(launch.mainClass()).isEqualTo("ordeal.broker.Main");
        assertThat(launch.files().get("server.properties"))
                .contains("journal.dir=${dir}/journal\n")
                .contains("advertised.listeners=PEER://broker-2:9092,CLIENT://127.60.0.2:9093\n");
        assertThat(reference.evidence()).containsExactly("journal");
    }

    @Test
    void takesABugByItsOwnPropertyAndKafkaTakesNone() {
        String property = reference.bugProperty().orElseThrow();
        assertThat(launch(Map.of(property, "acknowledge-at-append")).files().get("server.properties"))
                .contains("planted.bug=acknowledge-at-append\n");
        assertThat(launch(Map.of()).files().get("server.properties")).doesNotContain("planted.bug");
        assertThat(Systems.named("kafka-3.9").orElseThrow().bugProperty()).isEmpty();
    }

    @Test
    void isSparedNothing() {
        assertThat(reference.knownBugs()).isEmpty();
        assertThat(reference.controllerSettleMs()).isZero();
        assertThat(Systems.named("kafka-3.9").orElseThrow().controllerSettleMs())
                .isPositive();
    }
}
