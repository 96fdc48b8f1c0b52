package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Checker;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class IsrCheckersTest {
    @Test
    void namesAreUnique() {
        assertThat(IsrCheckers.all()).extracting(Checker::name).doesNotHaveDuplicates();
        assertThat(IsrCheckers.all()).extracting(Checker::promise).containsOnly(Promise.ISR);
    }

    @Test
    void noRulePassesWithoutEvidence() {
        TestEvidence nothing =
                new TestEvidence(Given.runWithJournal()).missingRoles().missingHistory();
        for (Checker rule : IsrCheckers.all()) {
            assertThat(rule.check(nothing).verdict()).as(rule.name()).isInstanceOf(Verdict.Unknown.class);
        }
    }

    @Test
    void everyRulePassesASmallSoundRun() {
        TestEvidence sound = Given.evidence(new FakeTimeline()
                        .state(1, 1, 0, 1, 2, 3)
                        .state(20, 2, 1, 2, 3)
                        .state(25, 2, 1, 2, 3, 1))
                .acked(4, 2_000, 2_100)
                .acked(9, 22_000, 22_100)
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 5))
                .journals(first(), second(), third())
                .replicas(replica(1), replica(2), replica(3));
        for (Checker rule : IsrCheckers.all()) {
            assertThat(rule.check(sound).verdict()).as(rule.name()).isEqualTo(new Verdict.Valid());
        }
    }

    private static FakeJournal first() {
        return new FakeJournal(1)
                .leads(0, 0, 0, 1, 2, 3)
                .saw(0, 0, 2, 5)
                .saw(0, 0, 3, 5)
                .commits(0, 0, 5, 3)
                .follows(2, 1, 2, 5, 5)
                .hears(2, 1, 10);
    }

    private static FakeJournal second() {
        return new FakeJournal(2)
                .follows(0, 0, 1, 0, 0)
                .hears(0, 0, 5)
                .leadsFrom(1, 1, 5, 5, 2, 3)
                .saw(1, 1, 3, 5)
                .saw(1, 1, 1, 5)
                .proposed(1, 1, List.of(2, 3, 1), 5, 5, new JournalEntry.ReplicaEvidence(1, 5, 1))
                .committed(2, 1, 2, 3, 1)
                .saw(2, 1, 1, 10)
                .commits(2, 1, 10, 3)
                .saw(2, 1, 3, 10);
    }

    private static FakeJournal third() {
        return new FakeJournal(3)
                .follows(0, 0, 1, 0, 0)
                .hears(0, 0, 5)
                .follows(1, 1, 2, 6, 5)
                .cut(1, 1, 6, 5, 5)
                .hears(1, 1, 10);
    }

    private static FakeReplica replica(int broker) {
        return new FakeReplica(broker).sequenced(0, 4, 0, 0).sequenced(5, 9, 1, 5);
    }
}
