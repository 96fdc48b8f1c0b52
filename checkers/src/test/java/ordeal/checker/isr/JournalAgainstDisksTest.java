package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.journal.FakeJournal;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class JournalAgainstDisksTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2).state(2, 2, 1, 1, 2);
    private final FakeJournal first = new FakeJournal(1).leads(0, 0, 0, 1, 2).commits(0, 0, 5, 2);
    private final FakeJournal second = new FakeJournal(2).follows(0, 0, 1, 0, 0).leads(1, 1, 5, 1, 2);
    private final TestEvidence evidence =
            Given.journaled(timeline, first, second).emptyDisk(3);

    @Test
    void acceptsLogsThatEndAndBeginWhereJournalsSay() {
        evidence.replicas(replica(1), replica(2));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("replicas-compared", 2L);
    }

    @Test
    void rejectsLogThatEndsBelowWhatItsJournalHad() {
        first.follows(1, 1, 2, 12, 5);
        evidence.replicas(replica(1), replica(2));
        assertBroken("the log of broker 1 ends at 10 on its disk, and at 12 in its journal");
    }

    @Test
    void acceptsLogThatWasCutSince() {
        first.follows(1, 1, 2, 12, 5).cut(1, 1, 12, 9, 5);
        evidence.replicas(replica(1), replica(2));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void acceptsLogFromWhichAFaultTookData() {
        first.follows(1, 1, 2, 12, 5);
        evidence.replicas(replica(1), replica(2)).fault(Given.dataLoss(1, 10));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsEpochThatBeginsElsewhere() {
        evidence.replicas(new FakeReplica(1).batch(0, 5, 0).batch(6, 9, 1), replica(2));
        assertBroken("leader epoch 1 begins at 6 on the disk of broker 1, and at [5] in the journal of its leader");
    }

    @Test
    void acceptsEpochThatItsLeaderBeganAgainAfterARestart() {
        second.restarted().leadsFrom(1, 1, 7, 5, 1, 2);
        evidence.replicas(replica(1), replica(2));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void doesNotJudgeEpochWhoseStartIsGone() {
        evidence.replicas(new FakeReplica(1).batch(6, 9, 1).startingAt(6), replica(2));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    private static FakeReplica replica(int broker) {
        return new FakeReplica(broker).batch(0, 4, 0).batch(5, 9, 1);
    }

    private CheckResult check() {
        return new JournalAgainstDisks().check(evidence);
    }

    private void assertBroken(String summary) {
        assertThat(Given.types(check())).containsExactly("journal-contradiction");
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
