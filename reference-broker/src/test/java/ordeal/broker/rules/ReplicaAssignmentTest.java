package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import ordeal.broker.rules.ReplicaAssignment.Candidate;
import org.junit.jupiter.api.Test;

class ReplicaAssignmentTest {
    private static List<Candidate> plain(int... ids) {
        return IntStream.of(ids).mapToObj(id -> new Candidate(id, null)).toList();
    }

    private static List<Candidate> racked(String... idsAndRacks) {
        List<Candidate> brokers = new ArrayList<>();
        for (String idAndRack : idsAndRacks) {
            List<String> parts = List.of(idAndRack.split(":", -1));
            brokers.add(new Candidate(Integer.parseInt(parts.get(0)), parts.get(1)));
        }
        return brokers;
    }

    @Test
    void threeBrokersGoRoundWithAShiftThatGrows() {
        assertThat(ReplicaAssignment.assign(plain(3, 1, 2), 6, 3, 1, 1).values())
                .containsExactly(
                        List.of(2, 1, 3),
                        List.of(3, 2, 1),
                        List.of(1, 3, 2),
                        List.of(2, 3, 1),
                        List.of(3, 1, 2),
                        List.of(1, 2, 3));
    }

    @Test
    void fiveBrokersGoRound() {
        var assignment = ReplicaAssignment.assign(plain(0, 1, 2, 3, 4), 10, 3, 0, 0);
        assertThat(assignment.get(0)).containsExactly(0, 1, 2);
        assertThat(assignment.get(1)).containsExactly(1, 2, 3);
        assertThat(assignment.get(4)).containsExactly(4, 0, 1);
        assertThat(assignment.get(5)).containsExactly(0, 2, 3);
        assertThat(assignment.get(6)).containsExactly(1, 3, 4);
        assertThat(assignment.get(9)).containsExactly(4, 1, 2);
    }

    @Test
    void replicasAreSpreadOverRacks() {
        assertThat(ReplicaAssignment.assign(racked("0:r1", "1:r3", "2:r3", "3:r2", "4:r2", "5:r1"), 7, 3, 0, 0)
                        .values())
                .containsExactly(
                        List.of(0, 3, 1),
                        List.of(3, 1, 5),
                        List.of(1, 5, 4),
                        List.of(5, 4, 2),
                        List.of(4, 2, 0),
                        List.of(2, 0, 3),
                        List.of(0, 4, 2));
    }

    @Test
    void racksOfDifferentSizesAreSpreadOverToo() {
        assertThat(ReplicaAssignment.assign(racked("1:a", "2:a", "3:b", "4:b", "5:c"), 6, 3, 2, 1)
                        .values())
                .containsExactly(
                        List.of(5, 3, 2),
                        List.of(2, 5, 4),
                        List.of(4, 2, 5),
                        List.of(1, 4, 5),
                        List.of(3, 1, 5),
                        List.of(5, 1, 3));
    }

    @Test
    void oneBrokerHoldsEverything() {
        assertThat(ReplicaAssignment.assign(plain(7), 2, 1, 0, 0).values()).containsExactly(List.of(7), List.of(7));
    }

    @Test
    void moreReplicasThanBrokersOrRacksForSomeAreRefused() {
        assertThatThrownBy(() -> ReplicaAssignment.assign(plain(1, 2), 1, 3, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        List<Candidate> mixed = List.of(new Candidate(1, "a"), new Candidate(2, null));
        assertThatThrownBy(() -> ReplicaAssignment.assign(mixed, 1, 1, 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
