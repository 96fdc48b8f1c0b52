package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.rules.AlterPartitionCheck.Proposal;
import ordeal.broker.rules.AlterPartitionCheck.Verdict;
import org.junit.jupiter.api.Test;

class AlterPartitionCheckTest {
    private static final PartitionState STATE = new PartitionState(1, 4, List.of(1, 2), 8, false, 17);
    private static final Map<Integer, Long> ONLINE = Map.of(1, 101L, 2, 102L, 3, 103L);

    private static Proposal proposal(int sender, int leaderEpoch, int partitionEpoch, Integer... isr) {
        return new Proposal(sender, leaderEpoch, partitionEpoch, List.of(isr), Map.of(), false);
    }

    private static Verdict check(Proposal proposal) {
        return AlterPartitionCheck.check(proposal, STATE, List.of(1, 2, 3), ONLINE);
    }

    @Test
    void acceptsWhatTheLeaderAsksForOnTheStateInForce() {
        assertThat(check(proposal(1, 4, 17, 1, 2, 3))).isEqualTo(Verdict.ACCEPT);
        assertThat(check(proposal(1, 4, 17, 1))).isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aSenderThatIsAheadHasHeardOfANewerController() {
        assertThat(check(proposal(1, 4, 18, 1))).isEqualTo(Verdict.NOT_CONTROLLER);
        assertThat(check(proposal(1, 5, 17, 1))).isEqualTo(Verdict.NOT_CONTROLLER);
    }

    @Test
    void anEarlierLeaderIsFenced() {
        assertThat(check(proposal(2, 3, 17, 2))).isEqualTo(Verdict.FENCED_LEADER_EPOCH);
    }

    @Test
    void whoeverDoesNotLeadMayNotAsk() {
        assertThat(check(proposal(2, 4, 17, 1, 2, 3))).isEqualTo(Verdict.INVALID_REQUEST);
    }

    @Test
    void whatIsInForceIsGrantedAgainEvenOnAnOlderPartitionEpoch() {
        assertThat(check(proposal(1, 4, 16, 2, 1))).isEqualTo(Verdict.ALREADY_IN_FORCE);
    }

    @Test
    void anythingElseOnAnOlderPartitionEpochIsRefused() {
        assertThat(check(proposal(1, 4, 16, 1))).isEqualTo(Verdict.INVALID_UPDATE_VERSION);
    }

    @Test
    void anIsrWithoutTheLeaderOrWithStrangersOrTwiceTheSameIsRefused() {
        assertThat(check(proposal(1, 4, 17, 2, 3))).isEqualTo(Verdict.INVALID_REQUEST);
        assertThat(check(proposal(1, 4, 17, 1, 7))).isEqualTo(Verdict.INVALID_REQUEST);
        assertThat(check(proposal(1, 4, 17, 1, 3, 3))).isEqualTo(Verdict.INVALID_REQUEST);
    }

    @Test
    void onlyALeaderThatWasElectedUncleanlyRecoversAndOnlyAlone() {
        Proposal recovering = new Proposal(1, 4, 17, List.of(1), Map.of(), true);
        assertThat(check(recovering)).isEqualTo(Verdict.INVALID_REQUEST);
        PartitionState unclean = new PartitionState(1, 4, List.of(1), 8, true, 17);
        Proposal joining = new Proposal(1, 4, 17, List.of(1, 2), Map.of(), true);
        assertThat(AlterPartitionCheck.check(joining, unclean, List.of(1, 2, 3), ONLINE))
                .isEqualTo(Verdict.INVALID_REQUEST);
        assertThat(AlterPartitionCheck.check(recovering, unclean, List.of(1, 2, 3), ONLINE))
                .isEqualTo(Verdict.ALREADY_IN_FORCE);
        Proposal recovered = new Proposal(1, 4, 17, List.of(1), Map.of(), false);
        assertThat(AlterPartitionCheck.check(recovered, unclean, List.of(1, 2, 3), ONLINE))
                .isEqualTo(Verdict.ACCEPT);
    }

    @Test
    void aReplicaThatIsNotOnlineMayNotBeInTheIsr() {
        Map<Integer, Long> without3 = Map.of(1, 101L, 2, 102L);
        assertThat(AlterPartitionCheck.check(proposal(1, 4, 17, 1, 2, 3), STATE, List.of(1, 2, 3), without3))
                .isEqualTo(Verdict.INELIGIBLE_REPLICA);
    }

    @Test
    void aReplicaThatRestartedSinceItWasSeenMayNotBeInTheIsr() {
        Proposal old = new Proposal(1, 4, 17, List.of(1, 2, 3), Map.of(1, -1L, 3, 99L), false);
        assertThat(check(old)).isEqualTo(Verdict.INELIGIBLE_REPLICA);
        Proposal current = new Proposal(1, 4, 17, List.of(1, 2, 3), Map.of(1, -1L, 3, 103L), false);
        assertThat(check(current)).isEqualTo(Verdict.ACCEPT);
    }
}
