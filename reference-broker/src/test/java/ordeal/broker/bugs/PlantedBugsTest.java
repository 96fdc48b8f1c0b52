package ordeal.broker.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import ordeal.broker.coordination.Operation;
import ordeal.broker.rules.AckCondition.Decision;
import ordeal.broker.rules.ReplicationRules;
import org.junit.jupiter.api.Test;

/** Each bug breaks the rule that it is named after, and no other. */
class PlantedBugsTest {
    private static final Operation WRITE = new Operation.Set("/state", new byte[0], 3);

    private final ReplicationRules correct = new ReplicationRules();

    private static ReplicationRules bug(String name) {
        return PlantedBugs.named(name).orElseThrow();
    }

    @Test
    void areKnownByNameAndNothingElseIs() {
        assertThat(PlantedBugs.names())
                .containsExactly(
                        "acknowledge-at-append", "controller-without-epoch-check", "truncate-to-high-watermark");
        assertThat(PlantedBugs.named("none")).isEmpty();
    }

    @Test
    void overrideOneRuleAndTheirName() {
        assertThat(PlantedBugs.names())
                .allSatisfy(name -> assertThat(bug(name).getClass().getDeclaredMethods())
                        .as(name)
                        .filteredOn(method -> !method.isSynthetic())
                        .hasSize(2)
                        .anyMatch(method -> method.getName().equals("name"))
                        .allSatisfy(method -> assertThat(Arrays.stream(ReplicationRules.class.getDeclaredMethods()))
                                .anyMatch(rule -> rule.getName().equals(method.getName()))));
    }

    @Test
    void acknowledgeAtAppendDoesNotWaitForTheHighWatermark() {
        assertThat(bug("acknowledge-at-append").acknowledge(10, 3, 2, 2)).isEqualTo(Decision.ACKNOWLEDGE);
        assertThat(correct.acknowledge(10, 3, 2, 2)).isEqualTo(Decision.WAIT);
    }

    @Test
    void truncateToHighWatermarkForgetsWhatTheFollowerDoesNotKnowToBeCommitted() {
        assertThat(bug("truncate-to-high-watermark").resumeAt(10, 3, true)).isEqualTo(3);
        assertThat(correct.resumeAt(10, 3, true)).isEqualTo(10);
    }

    @Test
    void controllerWithoutEpochCheckWritesUnguarded() {
        assertThat(bug("controller-without-epoch-check").controllerWrite(WRITE, 5))
                .isEqualTo(List.of(WRITE));
        assertThat(correct.controllerWrite(WRITE, 5))
                .isEqualTo(List.of(new Operation.Check("/controller_epoch", 5), WRITE));
    }
}
