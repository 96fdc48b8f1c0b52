package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.broker.rules.HighWatermark.Membership;
import ordeal.broker.rules.HighWatermark.Replica;
import org.junit.jupiter.api.Test;

class HighWatermarkTest {
    private static Replica inIsr(long logEndOffset) {
        return new Replica(logEndOffset, Membership.MEMBER, false);
    }

    private static Replica outside(long logEndOffset) {
        return new Replica(logEndOffset, Membership.OUTSIDE, false);
    }

    private static Replica aboutToJoin(long logEndOffset) {
        return new Replica(logEndOffset, Membership.OUTSIDE, true);
    }

    private static long advance(long current, long leaderEndOffset, Replica... others) {
        return HighWatermark.advance(current, leaderEndOffset, List.of(others), 2, 2);
    }

    @Test
    void isTheSmallestEndOfAllThatAreInSync() {
        assertThat(advance(3, 10, inIsr(7), inIsr(9))).isEqualTo(7);
        assertThat(advance(3, 5, inIsr(7), inIsr(9)))
                .as("the leader's own end counts")
                .isEqualTo(5);
    }

    @Test
    void isNotHeldBackByAReplicaOutsideTheIsr() {
        assertThat(advance(3, 10, inIsr(9), outside(4))).isEqualTo(9);
    }

    @Test
    void isHeldBackByAReplicaThatIsAboutToJoin() {
        assertThat(advance(3, 10, inIsr(9), aboutToJoin(4))).isEqualTo(4);
    }

    @Test
    void isHeldBackByAReplicaThatIsBeingAddedAndByOneThatIsBeingRemoved() {
        assertThat(advance(3, 10, inIsr(9), new Replica(4, Membership.JOINING, false)))
                .isEqualTo(4);
        assertThat(advance(3, 10, inIsr(9), new Replica(5, Membership.LEAVING, false)))
                .isEqualTo(5);
    }

    @Test
    void isHeldBackByAMemberThatHasNotFetchedYet() {
        assertThat(advance(3, 10, inIsr(-1), inIsr(9))).isEqualTo(3);
    }

    @Test
    void neverGoesBack() {
        assertThat(advance(8, 10, inIsr(7))).isEqualTo(8);
    }

    @Test
    void waitsAsLongAsTooFewReplicasAreInSync() {
        assertThat(HighWatermark.advance(3, 10, List.of(outside(9)), 1, 2)).isEqualTo(3);
        assertThat(HighWatermark.advance(3, 10, List.of(outside(9)), 1, 1)).isEqualTo(10);
    }
}
