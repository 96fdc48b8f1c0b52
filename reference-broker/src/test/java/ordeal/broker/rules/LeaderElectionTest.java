package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import ordeal.broker.coordination.PartitionState;
import org.junit.jupiter.api.Test;

class LeaderElectionTest {
    private static final int CONTROLLER_EPOCH = 9;
    private static final List<Integer> ASSIGNMENT = List.of(1, 2, 3);

    private static PartitionState state(int leader, Integer... isr) {
        return new PartitionState(leader, 4, List.of(isr), 8, false, 17);
    }

    private static PartitionState next(int leader, Integer... isr) {
        return new PartitionState(leader, 5, List.of(isr), CONTROLLER_EPOCH, false, 17);
    }

    @Test
    void aNewPartitionIsLedByTheFirstLiveReplicaWithAllLiveOnesInSync() {
        assertThat(LeaderElection.first(ASSIGNMENT, Set.of(3, 2, 7), CONTROLLER_EPOCH))
                .contains(new PartitionState(2, 0, List.of(2, 3), CONTROLLER_EPOCH, false, 0));
    }

    @Test
    void aNewPartitionWithoutLiveReplicasGetsNoState() {
        assertThat(LeaderElection.first(ASSIGNMENT, Set.of(7), CONTROLLER_EPOCH))
                .isEmpty();
    }

    @Test
    void theFirstOnlineReplicaOfTheIsrReplacesALostLeaderInTheOrderOfTheAssignment() {
        assertThat(LeaderElection.offline(state(1, 3, 2, 1), ASSIGNMENT, Set.of(2, 3), false, CONTROLLER_EPOCH))
                .contains(next(2, 2, 3));
    }

    @Test
    void aReplicaOutsideTheIsrNeverReplacesALostLeaderCleanly() {
        assertThat(LeaderElection.offline(state(1, 1), ASSIGNMENT, Set.of(2, 3), false, CONTROLLER_EPOCH))
                .isEmpty();
    }

    @Test
    void anUncleanElectionTakesAnyOnlineReplicaWhichMustRecoverAlone() {
        assertThat(LeaderElection.offline(state(1, 1), ASSIGNMENT, Set.of(2, 3), true, CONTROLLER_EPOCH))
                .contains(new PartitionState(2, 5, List.of(2), CONTROLLER_EPOCH, true, 17));
    }

    @Test
    void aTopicThatAllowsUncleanElectionsStillPrefersTheIsr() {
        assertThat(LeaderElection.offline(state(1, 1, 3), ASSIGNMENT, Set.of(2, 3), true, CONTROLLER_EPOCH))
                .contains(next(3, 3));
    }

    @Test
    void thePreferredLeaderTakesOverWithTheIsrUnchanged() {
        assertThat(LeaderElection.preferred(state(2, 2, 1), ASSIGNMENT, Set.of(1, 2, 3), CONTROLLER_EPOCH))
                .contains(next(1, 2, 1));
    }

    @Test
    void thePreferredLeaderDoesNotTakeOverWhenItIsOutOfSyncOrOfflineOrLeadsAlready() {
        assertThat(LeaderElection.preferred(state(2, 2, 3), ASSIGNMENT, Set.of(1, 2, 3), CONTROLLER_EPOCH))
                .isEmpty();
        assertThat(LeaderElection.preferred(state(2, 2, 1), ASSIGNMENT, Set.of(2, 3), CONTROLLER_EPOCH))
                .isEmpty();
        assertThat(LeaderElection.preferred(state(1, 1, 2), ASSIGNMENT, Set.of(1, 2, 3), CONTROLLER_EPOCH))
                .isEmpty();
    }

    @Test
    void aLeaderThatLeavesIsReplacedFromTheIsrAndLeavesIt() {
        assertThat(LeaderElection.controlledShutdown(
                        state(1, 1, 2, 3), ASSIGNMENT, Set.of(1, 2, 3), Set.of(1), CONTROLLER_EPOCH))
                .contains(next(2, 2, 3));
    }

    @Test
    void aLeaderThatLeavesIsNotReplacedByOneThatLeavesTooOrIsGone() {
        assertThat(LeaderElection.controlledShutdown(
                        state(1, 1, 2, 3), ASSIGNMENT, Set.of(1, 2), Set.of(1, 2), CONTROLLER_EPOCH))
                .isEmpty();
    }

    @Test
    void aFollowerThatIsGoneLeavesTheIsrUnderANewLeaderEpoch() {
        assertThat(LeaderElection.without(state(1, 1, 2, 3), Set.of(2), CONTROLLER_EPOCH))
                .contains(next(1, 1, 3));
    }

    @Test
    void theLastMemberStaysInTheIsrThoughItLeadsNoMore() {
        assertThat(LeaderElection.without(state(1, 1), Set.of(1), CONTROLLER_EPOCH))
                .contains(next(PartitionState.NO_LEADER, 1));
    }

    @Test
    void nothingIsWrittenWhenNobodyInTheIsrIsGone() {
        assertThat(LeaderElection.without(state(1, 1, 2), Set.of(3), CONTROLLER_EPOCH))
                .isEmpty();
        assertThat(LeaderElection.without(state(PartitionState.NO_LEADER, 1), Set.of(1), CONTROLLER_EPOCH))
                .isEmpty();
    }
}
