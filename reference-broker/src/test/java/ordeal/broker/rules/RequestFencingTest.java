package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.rules.RequestFencing.LeaderEpochCheck;
import org.junit.jupiter.api.Test;

class RequestFencingTest {
    @Test
    void aRequestForAnEarlierIncarnationIsStale() {
        assertThat(RequestFencing.staleBrokerEpoch(6, 7)).isTrue();
        assertThat(RequestFencing.staleBrokerEpoch(7, 7)).isFalse();
        assertThat(RequestFencing.staleBrokerEpoch(8, 7))
                .as("the controller may know first")
                .isFalse();
        assertThat(RequestFencing.staleBrokerEpoch(-1, 7))
                .as("for any incarnation")
                .isFalse();
    }

    @Test
    void aFetchOfAnEarlierIncarnationIsOutdated() {
        assertThat(RequestFencing.outdatedFollower(6, 7)).isTrue();
        assertThat(RequestFencing.outdatedFollower(7, 7)).isFalse();
        assertThat(RequestFencing.outdatedFollower(8, 7)).isFalse();
        assertThat(RequestFencing.outdatedFollower(-1, 7))
                .as("it has said before")
                .isTrue();
        assertThat(RequestFencing.outdatedFollower(-1, -1)).as("it never says").isFalse();
    }

    @Test
    void aControllerThatWasReplacedIsStale() {
        assertThat(RequestFencing.staleControllerEpoch(4, 5)).isTrue();
        assertThat(RequestFencing.staleControllerEpoch(5, 5)).isFalse();
        assertThat(RequestFencing.staleControllerEpoch(6, 5)).isFalse();
    }

    @Test
    void aLeaderEpochTellsWhoIsBehind() {
        assertThat(RequestFencing.leaderEpoch(5, 5)).isEqualTo(LeaderEpochCheck.CURRENT);
        assertThat(RequestFencing.leaderEpoch(-1, 5)).as("none is said").isEqualTo(LeaderEpochCheck.CURRENT);
        assertThat(RequestFencing.leaderEpoch(4, 5)).isEqualTo(LeaderEpochCheck.FENCED);
        assertThat(RequestFencing.leaderEpoch(6, 5)).isEqualTo(LeaderEpochCheck.UNKNOWN);
    }

    @Test
    void aStopFromThePastIsRefusedAndADeletionNever() {
        assertThat(RequestFencing.staleStop(4, 5)).isTrue();
        assertThat(RequestFencing.staleStop(5, 5)).isFalse();
        assertThat(RequestFencing.staleStop(-1, 5)).isFalse();
        assertThat(RequestFencing.staleStop(-2, 5)).isFalse();
    }
}
