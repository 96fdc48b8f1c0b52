package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.Partition;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class CommittedTruncationTest {
    /** Broker 1 leads, then broker 2 with broker 3 in its ISR. */
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, 2, 1, 2, 3);

    private final FakeJournal first = new FakeJournal(1).leads(0, 0, 0, 1, 2, 3).commits(0, 0, 10, 3);
    private final FakeJournal second = new FakeJournal(2).follows(0, 0, 1, 0, 0).leadsFrom(1, 1, 11, 10, 2, 3);
    private final FakeJournal third = new FakeJournal(3);
    private final TestEvidence evidence = Given.journaled(timeline, first, second, third);

    @Test
    void acceptsCutOfWhatNobodyCommitted() {
        third.follows(1, 1, 2, 12, 8).cut(1, 1, 12, 10, 8);
        assertSilent();
        assertThat(check().counts()).containsEntry("truncations", 1L);
    }

    @Test
    void rejectsCutOfWhatAnEarlierEpochHadCommittedByAMemberOfTheIsr() {
        third.follows(1, 1, 2, 10, 8).cut(1, 1, 10, 8, 8);
        assertBroken("broker 3 cut t-0 from 10 to 8 in epoch 1 (partition epoch 1): a new follower resumes;"
                + " but leader epoch 0 had committed up to 10");
    }

    @Test
    void takesAFollowersWordForWhatItsLeaderHadCommitted() {
        FakeJournal leaderWithoutIt = new FakeJournal(1).leads(0, 0, 0, 1, 2, 3);
        second.follows(1, 1, 3, 12, 10);
        third.hears(0, 0, 10).follows(1, 1, 2, 10, 8).cut(1, 1, 10, 9, 8);
        assertThat(Given.types(
                        new CommittedTruncation().check(Given.journaled(timeline, leaderWithoutIt, second, third))))
                .containsExactly("committed-truncation");
    }

    @Test
    void rejectsCutBelowTheBrokersOwnHighWatermark() {
        third.follows(1, 1, 2, 14, 13).cut(1, 1, 14, 12, 13);
        assertBroken("but its own high watermark went up to 13");
    }

    @Test
    void acceptsCutOfWhatIsCommittedOnlyLaterInTheSameEpoch() {
        second.commits(1, 1, 20, 2);
        third.follows(1, 1, 2, 15, 8).cut(1, 1, 15, 11, 8);
        assertSilent();
    }

    @Test
    void acceptsCutBelowCommittedByABrokerOutsideTheIsr() {
        FakeJournal zombie =
                new FakeJournal(1).leads(0, 0, 0, 1, 2, 3).commits(0, 0, 10, 3).follows(1, 1, 2, 12, 7);
        zombie.cut(1, 1, 12, 7, 7);
        assertThat(new CommittedTruncation()
                        .check(Given.journaled(timeline, zombie, second, third).replicas(replica(1), replica(2)))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsCutOutsideTheIsrWhereSomethingElseWasTakenOver() {
        first.follows(1, 1, 2, 12, 7).cut(1, 1, 12, 7, 7);
        evidence.replicas(new FakeReplica(1).batch(0, 6, 0).altered(7, 11, 0), replica(2));
        assertBroken("and what it took over in its place is not what the leader holds");
        assertThat(check().counts()).containsEntry("truncations-outside-isr", 1L);
    }

    @Test
    void acceptsLogThatIsBegunAnewBecauseItsLeadersBeginsLater() {
        third.follows(1, 1, 2, 3, 3).cut(1, 1, 3, 40, 3);
        assertSilent();
    }

    @Test
    void acceptsCutThatAnAllowedUncleanElectionCalledFor() {
        FakeTimeline unclean = new FakeTimeline()
                .uncleanAllowed()
                .state(1, 1, 0, 1)
                .state(2, 2, 1, 2)
                .state(3, 2, 1, 2, 3)
                .state(4, 3, 2, 3, 2);
        FakeJournal leader = new FakeJournal(1).leads(0, 0, 0, 1).commits(0, 0, 10, 1);
        FakeJournal other = new FakeJournal(2)
                .leadsFrom(1, 1, 4, 4, 2)
                .follows(3, 2, 3, 4, 4)
                .cut(3, 2, 6, 4, 4);
        TestEvidence told = Given.journaled(unclean, leader, other, third).roles(Given.role(2, 1, 4));
        assertThat(new CommittedTruncation().check(told).verdict()).isEqualTo(new Verdict.Valid());
        FakeJournal deeper = new FakeJournal(2)
                .leadsFrom(1, 1, 4, 4, 2)
                .follows(3, 2, 3, 4, 4)
                .cut(3, 2, 6, 3, 2);
        told.journals(deeper);
        assertThat(Given.types(new CommittedTruncation().check(told))).containsExactly("committed-truncation");
    }

    @Test
    void acceptsCutOfWhatAFaultMayHaveTaken() {
        third.follows(1, 1, 2, 10, 8).cut(1, 1, 10, 8, 8);
        evidence.fault(Given.dataLoss(2, 8));
        assertSilent();
        evidence.fault(Given.dataLoss(2, 9));
        assertSilent();
    }

    @Test
    void rejectsCutBelowWhatAFaultMayHaveTaken() {
        third.follows(1, 1, 2, 10, 7).cut(1, 1, 10, 7, 7);
        evidence.fault(Given.dataLoss(2, 8));
        assertBroken("leader epoch 0 had committed up to 8");
    }

    @Test
    void rejectsCutThatAnotherBrokersLossDoesNotExplain() {
        timeline.gone(1, 40).returns(1, 55);
        third.follows(1, 1, 2, 10, 8).cut(1, 1, 10, 8, 8);
        evidence.fault(Given.dataLoss(1, 0, 50));
        assertBroken("leader epoch 0 had committed up to 10");
    }

    @Test
    void acceptsCutToALeaderThatWasElectedWithoutWhatItHadLost() {
        assertThat(cutBehindALeaderThatHadLostData(new FakeTimeline()
                                .state(1, 1, 0, 1, 2, 3)
                                .gone(2, 3)
                                .returns(2, 5)
                                .state(10, 2, 1, 2, 3))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsCutToALeaderThatHadComeIntoTheIsrAnewSinceItsLoss() {
        assertThat(Given.types(cutBehindALeaderThatHadLostData(new FakeTimeline()
                        .state(1, 1, 0, 1, 2, 3)
                        .gone(2, 3)
                        .state(4, 1, 0, 1, 3)
                        .returns(2, 5)
                        .state(6, 1, 0, 1, 3, 2)
                        .state(10, 2, 1, 2, 3))))
                .containsExactly("committed-truncation");
    }

    /** Broker 2 loses what it had from offset 8 on and leads epoch 1, with what was committed in epoch 0 up to offset 10. */
    private static CheckResult cutBehindALeaderThatHadLostData(FakeTimeline told) {
        int partitionEpoch = told.states(new Partition("t", 0)).getLast().partitionEpoch();
        FakeJournal old = new FakeJournal(1).leads(0, 0, 0, 1, 2, 3).commits(0, 0, 10, 3);
        FakeJournal loser = new FakeJournal(2).leadsFrom(partitionEpoch, 1, 8, 8, 2, 3);
        FakeJournal cutter =
                new FakeJournal(3).follows(partitionEpoch, 1, 2, 10, 8).cut(partitionEpoch, 1, 10, 8, 8);
        return new CommittedTruncation()
                .check(Given.journaled(told, old, loser, cutter)
                        .emptyDisk(3)
                        .fault(Given.dataLoss(2, 8, 3))
                        .roles(Given.role(2, 1, 8)));
    }

    private static FakeReplica replica(int broker) {
        return new FakeReplica(broker).batch(0, 6, 0).batch(7, 11, 0);
    }

    private CheckResult check() {
        evidence.emptyDisk(3);
        return new CommittedTruncation().check(evidence);
    }

    private void assertSilent() {
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    private void assertBroken(String summary) {
        assertThat(Given.types(check())).containsExactly("committed-truncation");
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
