package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.broker.coordination.PartitionState;
import org.junit.jupiter.api.Test;

class BouncedReplicasTest {
    private static final List<Integer> ASSIGNMENT = List.of(1, 2, 3);
    private static final long WRITTEN_AT = 100;

    private static Optional<PartitionState> corrected(PartitionState state, Map<Integer, Long> brokerEpochs) {
        return BouncedReplicas.corrected(state, WRITTEN_AT, ASSIGNMENT, brokerEpochs, 9);
    }

    private static PartitionState state(int leader, Integer... isr) {
        return new PartitionState(leader, 4, List.of(isr), 8, false, 17);
    }

    private static PartitionState next(int leader, Integer... isr) {
        return new PartitionState(leader, 5, List.of(isr), 9, false, 17);
    }

    @Test
    void nothingChangesWhenAllRegisteredBeforeTheStateWasWritten() {
        assertThat(corrected(state(1, 1, 2, 3), Map.of(1, 99L, 2, 98L, 3, 10L))).isEmpty();
    }

    @Test
    void aReplicaOutsideTheIsrMayRestartAsItLikes() {
        assertThat(corrected(state(1, 1, 2), Map.of(1, 99L, 2, 98L, 3, 101L))).isEmpty();
    }

    @Test
    void aLeaderThatRestartedIsReplacedAndOutOfTheIsr() {
        assertThat(corrected(state(1, 1, 2, 3), Map.of(1, 101L, 2, 98L, 3, 10L)))
                .contains(next(2, 2, 3));
    }

    @Test
    void aFollowerThatRestartedIsOutOfTheIsr() {
        assertThat(corrected(state(1, 1, 2, 3), Map.of(1, 99L, 2, 101L, 3, 10L)))
                .contains(next(1, 1, 3));
    }

    @Test
    void aLoneMemberThatRestartedLeadsOnUnderANewEpoch() {
        assertThat(corrected(state(1, 1), Map.of(1, 101L))).contains(next(1, 1));
    }

    @Test
    void theFirstOfTheAssignmentStaysWhenAllRestarted() {
        assertThat(corrected(state(2, 3, 2), Map.of(1, 1L, 2, 101L, 3, 102L))).contains(next(2, 2));
    }

    @Test
    void nobodyLeadsWhenThoseThatDidNotRestartAreNotThere() {
        assertThat(corrected(state(1, 1, 2), Map.of(1, 101L, 3, 10L))).contains(next(PartitionState.NO_LEADER, 2));
    }
}
