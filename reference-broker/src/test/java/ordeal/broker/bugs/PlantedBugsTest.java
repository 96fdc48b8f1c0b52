package ordeal.broker.bugs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.rules.AckCondition.Decision;
import ordeal.broker.rules.AlterPartitionCheck.Proposal;
import ordeal.broker.rules.AlterPartitionCheck.Verdict;
import ordeal.broker.rules.HighWatermark.Membership;
import ordeal.broker.rules.HighWatermark.Replica;
import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.RequestFencing.LeaderEpochCheck;
import ordeal.broker.rules.SequenceCheck;
import org.junit.jupiter.api.Test;

/** Each bug breaks the rule that it is named after, and no other. */
class PlantedBugsTest {
    private static final Operation WRITE = new Operation.Set("/state", new byte[0], 3);

    private final ReplicationRules correct = new ReplicationRules();

    private static ReplicationRules bug(String name) {
        return PlantedBugs.named(name).orElseThrow().rules();
    }

    private static Replica replica(long logEndOffset, Membership membership) {
        return new Replica(logEndOffset, membership, membership == Membership.OUTSIDE);
    }

    @Test
    void areKnownByNameAndNothingElseIs() {
        assertThat(PlantedBugs.names()).isSorted().doesNotHaveDuplicates().contains("acknowledge-at-append");
        assertThat(PlantedBugs.named("none")).isEmpty();
    }

    @Test
    void overrideARuleOrTwoAndAddNothing() {
        assertThat(PlantedBugs.all())
                .allSatisfy(bug -> assertThat(bug.rules().getClass().getDeclaredMethods())
                        .as(bug.name())
                        .filteredOn(method -> !method.isSynthetic())
                        .hasSizeBetween(1, 2)
                        .allSatisfy(method -> assertThat(Arrays.stream(ReplicationRules.class.getDeclaredMethods()))
                                .anyMatch(rule -> rule.getName().equals(method.getName()))));
    }

    @Test
    void sayWhatIsBrokenAndWhatProvesIt() {
        assertThat(PlantedBugs.all()).allSatisfy(bug -> {
            assertThat(bug.broken()).isNotBlank();
            assertThat(bug.anomalies()).isNotEmpty().allMatch(type -> type.matches("[a-z]+(-[a-z]+)*"));
        });
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
    void theForkingOneDoesNotCompareLogsEither() {
        ReplicationRules forks = bug("truncate-to-high-watermark-fork");
        assertThat(forks.resumeAt(10, 3, true)).isEqualTo(3);
        assertThat(forks.diverges(4, 10, 3, 8)).isFalse();
        assertThat(correct.diverges(4, 10, 3, 8)).isTrue();
    }

    @Test
    void singleStepEpochLookupPassesOffTheEndOfAnotherEpoch() {
        assertThat(bug("single-step-epoch-lookup").answeredEpoch(4, 2)).isEqualTo(4);
        assertThat(correct.answeredEpoch(4, 2)).isEqualTo(2);
    }

    @Test
    void unfencedFetchTakesAnyEpoch() {
        ReplicationRules unfenced = bug("unfenced-fetch");
        assertThat(unfenced.checkLeaderEpoch(3, 5)).isEqualTo(LeaderEpochCheck.CURRENT);
        assertThat(correct.checkLeaderEpoch(3, 5)).isEqualTo(LeaderEpochCheck.FENCED);
        assertThat(unfenced.diverges(4, 10, 3, 8)).isFalse();
    }

    @Test
    void isrJoinAtHighWatermarkForgetsTheStartOfTheEpochOnly() {
        ReplicationRules early = bug("isr-join-at-high-watermark");
        assertThat(early.mayJoinIsr(7, 7, 9, true)).isTrue();
        assertThat(correct.mayJoinIsr(7, 7, 9, true)).isFalse();
        assertThat(early.mayJoinIsr(6, 7, 9, true)).isFalse();
        assertThat(early.mayJoinIsr(9, 7, 9, false)).isFalse();
    }

    @Test
    void pendingExpandIgnoredCountsTheIsrInForceOnly() {
        ReplicationRules bug = bug("pending-expand-ignored");
        List<Replica> joining = List.of(replica(9, Membership.MEMBER), replica(4, Membership.JOINING));
        assertThat(bug.highWatermark(3, 10, joining, 2, 2)).isEqualTo(9);
        assertThat(correct.highWatermark(3, 10, joining, 2, 2)).isEqualTo(4);
        List<Replica> caughtUp = List.of(replica(9, Membership.MEMBER), replica(4, Membership.OUTSIDE));
        assertThat(bug.highWatermark(3, 10, caughtUp, 2, 2)).isEqualTo(9);
        List<Replica> leaving = List.of(replica(9, Membership.MEMBER), replica(4, Membership.LEAVING));
        assertThat(bug.highWatermark(3, 10, leaving, 2, 2)).isEqualTo(4);
        assertThat(bug.highWatermark(3, 10, joining, 1, 2)).isEqualTo(3);
    }

    @Test
    void optimisticShrinkDoesNotWaitForThoseItWantsToBeRemoved() {
        ReplicationRules bug = bug("optimistic-shrink");
        List<Replica> leaving = List.of(replica(9, Membership.MEMBER), replica(4, Membership.LEAVING));
        assertThat(bug.highWatermark(3, 10, leaving, 3, 2)).isEqualTo(9);
        assertThat(correct.highWatermark(3, 10, leaving, 3, 2)).isEqualTo(4);
        assertThat(bug.highWatermark(3, 10, leaving, 1, 2)).isEqualTo(3);
        List<Replica> joining = List.of(replica(9, Membership.MEMBER), replica(4, Membership.JOINING));
        assertThat(bug.highWatermark(3, 10, joining, 3, 2)).isEqualTo(4);
    }

    @Test
    void latestOffsetGoesBackNeverHoldsItsAnswerBack() {
        assertThat(bug("latest-offset-goes-back").endMayBeStale(3, 8)).isFalse();
        assertThat(correct.endMayBeStale(3, 8)).isTrue();
    }

    @Test
    void readAboveHighWatermarkShowsTheWholeLog() {
        assertThat(bug("read-above-high-watermark").clientReadBound(3, 8)).isEqualTo(8);
        assertThat(correct.clientReadBound(3, 8)).isEqualTo(3);
    }

    @Test
    void successAfterShrinkForgetsHowManyReplicasThereAre() {
        ReplicationRules bug = bug("success-after-shrink");
        assertThat(bug.acknowledge(5, 5, 1, 2)).isEqualTo(Decision.ACKNOWLEDGE);
        assertThat(correct.acknowledge(5, 5, 1, 2)).isEqualTo(Decision.NOT_ENOUGH_REPLICAS);
        assertThat(bug.acknowledge(5, 4, 1, 2)).isEqualTo(Decision.WAIT);
        assertThat(bug.highWatermark(3, 10, List.of(), 1, 2)).isEqualTo(10);
        assertThat(correct.highWatermark(3, 10, List.of(), 1, 2)).isEqualTo(3);
        assertThat(bug.mayAppend(1, 2)).isFalse();
    }

    @Test
    void electionOutsideIsrPrefersTheIsrStill() {
        ReplicationRules bug = bug("election-outside-isr");
        PartitionState state = new PartitionState(1, 4, List.of(1, 2), 8, false, 17);
        assertThat(bug.electOffline(state, List.of(1, 2, 3), List.of(3), false, 8))
                .map(PartitionState::leader)
                .contains(3);
        assertThat(correct.electOffline(state, List.of(1, 2, 3), List.of(3), false, 8))
                .isEqualTo(Optional.empty());
        assertThat(bug.electOffline(state, List.of(3, 2, 1), List.of(2, 3), false, 8))
                .map(PartitionState::leader)
                .contains(2);
    }

    @Test
    void controllerWithoutEpochCheckWritesUnguarded() {
        assertThat(bug("controller-without-epoch-check").controllerWrite(WRITE, 5))
                .isEqualTo(List.of(WRITE));
        assertThat(correct.controllerWrite(WRITE, 5))
                .isEqualTo(List.of(new Operation.Check("/controller_epoch", 5), WRITE));
    }

    @Test
    void nonAtomicElectionClaimsBeforeItRaises() {
        Operation claim = new Operation.Delete("/claim", 0);
        assertThat(bug("non-atomic-election").controllerElection(claim, WRITE))
                .isEqualTo(List.of(List.of(claim), List.of(WRITE)));
        assertThat(correct.controllerElection(claim, WRITE)).isEqualTo(List.of(List.of(claim, WRITE)));
    }

    @Test
    void staleControllerObeyedKnowsNoPast() {
        assertThat(bug("stale-controller-obeyed").staleControllerEpoch(3, 5)).isFalse();
        assertThat(correct.staleControllerEpoch(3, 5)).isTrue();
        assertThat(bug("stale-controller-obeyed").staleBrokerEpoch(3, 5)).isTrue();
    }

    @Test
    void staleIncarnationObeyedKnowsNoEarlierLifeOfItsOwn() {
        assertThat(bug("stale-incarnation-obeyed").staleBrokerEpoch(3, 5)).isFalse();
        assertThat(correct.staleBrokerEpoch(3, 5)).isTrue();
        assertThat(bug("stale-incarnation-obeyed").staleControllerEpoch(3, 5)).isTrue();
    }

    @Test
    void anyRegistrationIsOwnTakesThatOfAnotherSession() {
        assertThat(bug("any-registration-is-own").ownRegistration(7, 8)).isTrue();
        assertThat(correct.ownRegistration(7, 8)).isFalse();
        assertThat(correct.ownRegistration(8, 8)).isTrue();
    }

    @Test
    void unconditionalIsrWriteAcceptsAnOldLeaderAndNoNonsense() {
        PartitionState state = new PartitionState(1, 4, List.of(1, 2), 8, false, 17);
        Map<Integer, Long> online = Map.of(1, 101L, 2, 102L);
        Proposal old = new Proposal(2, 3, 15, List.of(2), Map.of(), false);
        ReplicationRules bug = bug("unconditional-isr-write");
        assertThat(bug.alterPartition(old, state, List.of(1, 2, 3), online)).isEqualTo(Verdict.ACCEPT);
        assertThat(correct.alterPartition(old, state, List.of(1, 2, 3), online)).isEqualTo(Verdict.FENCED_LEADER_EPOCH);
        Proposal stranger = new Proposal(2, 3, 15, List.of(2, 7), Map.of(), false);
        assertThat(bug.alterPartition(stranger, state, List.of(1, 2, 3), online))
                .isEqualTo(Verdict.INVALID_REQUEST);
        Proposal gone = new Proposal(2, 3, 15, List.of(2, 3), Map.of(), false);
        assertThat(bug.alterPartition(gone, state, List.of(1, 2, 3), online)).isEqualTo(Verdict.INELIGIBLE_REPLICA);
    }

    @Test
    void sequencesAreIgnoredOrForgotten() {
        SequenceCheck.Known known = new SequenceCheck.Known() {
            @Override
            public short epoch() {
                return 0;
            }

            @Override
            public int lastSequence() {
                return 9;
            }

            @Override
            public boolean remembers(int firstSequence, int lastSequence) {
                return true;
            }
        };
        assertThat(bug("sequences-ignored").judgeSequence(known, (short) 0, 5, 9))
                .isEqualTo(SequenceCheck.Verdict.NEXT);
        assertThat(correct.judgeSequence(known, (short) 0, 5, 9)).isEqualTo(SequenceCheck.Verdict.REPEATED);
        ReplicationRules forgetful = bug("sequences-lost-on-failover");
        assertThat(forgetful.rememberBatch(SequenceCheck.Origin.CLIENT)).isTrue();
        assertThat(forgetful.rememberBatch(SequenceCheck.Origin.LEADER)).isFalse();
    }
}
