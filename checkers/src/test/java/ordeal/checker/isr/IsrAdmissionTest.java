package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry.ReplicaEvidence;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class IsrAdmissionTest {
    private static final List<Integer> ALL = List.of(1, 2, 3);

    /** Broker 3 leaves the ISR and comes back, all in leader epoch 4. */
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 4, 1, 2, 3).state(2, 1, 4, 1, 2).state(3, 1, 4, 1, 2, 3);

    private final FakeJournal leader = new FakeJournal(1).leads(0, 4, 10, 1, 2, 3);

    @Test
    void acceptsReplicaThatShowedTheHighWatermarkAndTheEpochsStart() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8).proposed(1, 4, ALL, 10, 12, new ReplicaEvidence(3, 12, 4));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("isr-proposals", 2L).containsEntry("isr-changes-within-epochs", 2L);
    }

    @Test
    void rejectsReplicaBelowTheHighWatermark() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8).proposed(1, 4, ALL, 10, 12, new ReplicaEvidence(3, 11, 4));
        assertBroken("its log ended at 11, below the high watermark 12");
    }

    @Test
    void rejectsReplicaBelowTheEpochsStart() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8).proposed(1, 4, ALL, 10, 8, new ReplicaEvidence(3, 9, 4));
        assertBroken("its log ended at 9, below the start 10 of leader epoch 4");
    }

    @Test
    void rejectsReplicaWhoseFetchWasOfAnotherEpoch() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8).proposed(1, 4, ALL, 10, 8, new ReplicaEvidence(3, 12, 3));
        assertBroken("its fetch carried leader epoch 3 instead of 4");
    }

    @Test
    void rejectsReplicaWithoutEvidence() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8).proposed(1, 4, ALL, 10, 8);
        assertBroken("no fetch of its is named");
    }

    @Test
    void rejectsIsrThatChangedWithoutItsLeadersAsking() {
        leader.proposed(0, 4, List.of(1, 2), 10, 8);
        assertBroken("the ISR went from [1, 2] to [1, 2, 3] within leader epoch 4 although its leader, broker 1");
    }

    @Test
    void acceptsIsrThatAnElectionChangedAndProposalThatCameToNothing() {
        leader.proposed(0, 4, List.of(1, 3), 10, 8);
        FakeTimeline elected = new FakeTimeline().state(1, 1, 4, 1, 2, 3).state(2, 2, 5, 2, 3);
        assertThat(new IsrAdmission().check(Given.journaled(elected, leader)).verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void cannotJudgeChangesOfALeaderWhoseJournalIsBroken() {
        CheckResult result = new IsrAdmission().check(Given.journaled(timeline).missingJournal(1));
        assertThat(result.verdict()).isEqualTo(new Verdict.Unknown("the journal of broker 1 is broken"));
    }

    @Test
    void doesNotJudgeSystemThatKeepsNoJournal() {
        CheckResult result = new IsrAdmission().check(Given.evidence(timeline));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("rules-without-evidence", 1L);
    }

    private CheckResult check() {
        return new IsrAdmission().check(Given.journaled(timeline, leader));
    }

    private void assertBroken(String summary) {
        assertThat(Given.types(check())).containsExactly("isr-rule-broken");
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
