package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class StrongIsrTest {
    /** Broker 3 leaves broker 1's ISR and comes back to it; then broker 2 leads. */
    private final FakeTimeline timeline = new FakeTimeline()
            .state(1, 1, 0, 1, 2, 3)
            .state(2, 1, 0, 1, 2)
            .state(3, 1, 0, 1, 2, 3)
            .state(4, 2, 1, 2, 3);

    private final FakeJournal leader = new FakeJournal(1).leads(0, 0, 0, 1, 2, 3);

    @Test
    void acceptsHighWatermarkThatAllMembersHadShown() {
        leader.saw(0, 0, 2, 5).saw(0, 0, 3, 7).commits(0, 0, 5, 3).commits(0, 0, 5, 3);
        assertSilent();
        assertThat(check().counts()).containsEntry("commits", 2L);
    }

    @Test
    void rejectsHighWatermarkThatAMemberHadNotShown() {
        leader.saw(0, 0, 2, 5).saw(0, 0, 3, 4).commits(0, 0, 5, 3).commits(0, 0, 5, 3);
        assertMissing("leader 1 had the high watermark 5 while broker 3 of the ISR had shown a log end of 4 only");
    }

    @Test
    void rejectsHighWatermarkWithAMemberThatNeverFetched() {
        leader.saw(0, 0, 2, 5).commits(0, 0, 5, 3).saw(0, 0, 2, 6).commits(0, 0, 6, 3);
        assertMissing("while broker 3 of the ISR had not fetched in this leader epoch");
    }

    @Test
    void acceptsProofThatWasMergedIntoTheNextLineOfTheSameReplica() {
        leader.saw(0, 0, 2, 5)
                .commits(0, 0, 5, 3)
                .saw(0, 0, 3, 8)
                .commits(0, 0, 8, 3)
                .saw(0, 0, 2, 8)
                .cut(0, 0, 9, 9, 8);
        assertSilent();
    }

    @Test
    void rejectsProofThatComesOnlyWithTheSecondLineOfTheReplica() {
        leader.saw(0, 0, 2, 5)
                .commits(0, 0, 5, 3)
                .saw(0, 0, 3, 4)
                .saw(0, 0, 3, 8)
                .commits(0, 0, 5, 3);
        assertMissing("broker 3 of the ISR");
    }

    @Test
    void leavesTheLastMoveBeforeAKillUnjudged() {
        leader.saw(0, 0, 2, 5).commits(0, 0, 5, 3).restarted().leads(0, 0, 5, 1, 2, 3);
        assertSilent();
    }

    @Test
    void rejectsMoveAfterWhichTheLeadershipEndedInTheSameJournal() {
        leader.saw(0, 0, 2, 5).commits(0, 0, 5, 3).follows(3, 1, 2, 5, 5);
        assertMissing("broker 3 of the ISR had not fetched");
    }

    @Test
    void bindsALeaderThatHasAskedForAShrinkThatIsNotInForce() {
        leader.saw(0, 0, 2, 5)
                .proposed(0, 0, List.of(1, 2), 0, 0)
                .commits(0, 0, 5, 3)
                .committed(1, 0, 1, 2);
        assertMissing("broker 3 of the ISR had not fetched");
    }

    @Test
    void acceptsCommitWithoutTheReplicaThatHasLeft() {
        leader.saw(0, 0, 2, 5)
                .proposed(0, 0, List.of(1, 2), 0, 0)
                .committed(1, 0, 1, 2)
                .commits(1, 0, 5, 2);
        assertSilent();
    }

    @Test
    void rejectsCommitWithoutAReplicaThatZooKeeperHasInTheIsrSince() {
        FakeJournal grown =
                shrunk().proposed(1, 0, List.of(1, 2, 3), 0, 5).saw(1, 0, 2, 9).commits(1, 0, 9, 2);
        grown.saw(1, 0, 2, 10).commits(1, 0, 10, 2);
        assertMissing("leader 1 had the high watermark 9 while broker 3 of the ISR had shown a log end of 5 only");
    }

    @Test
    void acceptsCommitAfterARefusalAndAnotherProposal() {
        shrunk().proposed(1, 0, List.of(1, 2, 3), 0, 5)
                .saw(1, 0, 2, 9)
                .commits(1, 0, 9, 2)
                .saw(1, 0, 3, 9)
                .proposed(1, 0, List.of(1, 2, 3), 0, 9)
                .committed(2, 0, 1, 2, 3);
        assertSilent();
    }

    @Test
    void acceptsCommitWithoutAReplicaThatWasAskedForAndNeverCame() {
        FakeTimeline refused =
                new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, 1, 0, 1, 2).state(3, 2, 1, 2);
        shrunk().proposed(1, 0, List.of(1, 2, 3), 0, 5)
                .saw(1, 0, 2, 9)
                .commits(1, 0, 9, 2)
                .commits(1, 0, 9, 2);
        assertThat(new StrongIsr().check(Given.journaled(refused, leader)).verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsReplicaThatComesIntoTheIsrBelowTheHighWatermark() {
        shrunk().saw(1, 0, 2, 9)
                .commits(1, 0, 9, 2)
                .proposed(1, 0, List.of(1, 2, 3), 0, 9)
                .committed(2, 0, 1, 2, 3);
        assertMissing("leader 1 had the high watermark 9 while broker 3 of the ISR had shown a log end of 5 only");
    }

    @Test
    void acceptsZombieThatTheIsrItKnowsHadFetchedFrom() {
        leader.saw(0, 0, 2, 5).saw(0, 0, 3, 5).commits(0, 0, 5, 3).commits(0, 0, 5, 3);
        FakeTimeline moved = new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, 2, 1, 2, 3);
        assertThat(new StrongIsr().check(Given.journaled(moved, leader)).verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void doesNotJudgeMovesAtAPartitionEpochThatZooKeeperDoesNotHave() {
        leader.commits(9, 0, 5, 3).commits(9, 0, 6, 3);
        assertSilent();
        assertThat(check().counts()).containsEntry("commits-without-state", 2L);
    }

    @Test
    void reportsOneLackOnceAndNamesTheCut() {
        FakeJournal cutter = new FakeJournal(3).follows(0, 0, 1, 9, 0).cut(0, 0, 9, 2, 0);
        leader.saw(0, 0, 2, 5)
                .commits(0, 0, 5, 3)
                .saw(0, 0, 2, 6)
                .commits(0, 0, 6, 3)
                .saw(0, 0, 2, 7);
        leader.commits(0, 0, 7, 3).commits(0, 0, 7, 3);
        CheckResult result = new StrongIsr().check(Given.journaled(timeline, leader, cutter));
        assertThat(Given.types(result)).containsExactly("isr-missing-record");
        assertThat(result.anomalies().getFirst().witness())
                .extracting(Anomaly.Witness::text)
                .contains("broker 3 cut t-0 from 9 to 2 in epoch 0 (partition epoch 0): a new follower resumes");
    }

    /** Broker 3 has shown 5, has left, and everything up to 5 is committed. */
    private FakeJournal shrunk() {
        return leader.saw(0, 0, 2, 5)
                .saw(0, 0, 3, 5)
                .commits(0, 0, 5, 3)
                .proposed(0, 0, List.of(1, 2), 0, 5)
                .committed(1, 0, 1, 2);
    }

    private CheckResult check() {
        return new StrongIsr().check(Given.journaled(timeline, leader));
    }

    private void assertSilent() {
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    private void assertMissing(String summary) {
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
