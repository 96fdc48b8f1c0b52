package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class JournalAgainstZooKeeperTest {
    private final FakeTimeline timeline = new FakeTimeline()
            .state(1, 1, 0, 1, 2, 3)
            .state(2, 1, 0, 1, 2)
            .state(3, 2, 1, 2)
            .state(4, 2, 2, 2);

    private final FakeJournal journal = new FakeJournal(1);

    @Test
    void acceptsWhatZooKeeperHasAndOldNewsOfAZombie() {
        journal.written(0, 1, 1, 0, 1, 2, 3)
                .leads(0, 0, 0, 3, 2, 1)
                .granted(0, 0, 1, 7, 7)
                .proposed(0, 0, List.of(1, 2), 0, 0)
                .written(2, 1, 2, 1, 2)
                .committed(1, 0, 1, 2)
                .saw(1, 0, 2, 4)
                .commits(1, 0, 4, 2)
                .follows(3, 2, 2, 4, 4)
                .cut(3, 2, 5, 4, 4)
                .hears(3, 2, 6);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("journal-lines", 11L);
    }

    @Test
    void rejectsLeadershipOfAnEpochForWhichZooKeeperNamesAnother() {
        journal.leads(2, 1, 0, 2);
        assertBroken("broker 1 wrote became-leader at partition epoch 2, where ZooKeeper has broker 2 as leader");
    }

    @Test
    void rejectsLeadershipInAnotherLeaderEpoch() {
        journal.leads(1, 1, 0, 1, 2);
        assertBroken("where ZooKeeper has leader epoch 0");
    }

    @Test
    void rejectsStateThatZooKeeperHasDifferently() {
        journal.written(1, 1, 1, 0, 1, 2, 3);
        assertBroken("broker 1 wrote state-written at partition epoch 1, where ZooKeeper has the ISR [1, 2]");
    }

    @Test
    void rejectsStateOfAnotherControllersEpoch() {
        journal.written(1, 2, 1, 0, 1, 2);
        assertBroken("where ZooKeeper has controller epoch 1");
    }

    @Test
    void rejectsStateThatZooKeeperNeverHad() {
        journal.written(4, 1, 1, 3, 1);
        assertBroken("state-written at partition epoch 4, of which ZooKeeper's log holds no state");
    }

    @Test
    void acceptsMissingLines() {
        journal.written(3, 1, 2, 2, 2);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsCommittedIsrThatZooKeeperHasDifferently() {
        journal.leads(0, 0, 0, 1, 2, 3).committed(1, 0, 1, 3);
        assertBroken("broker 1 wrote isr-committed at partition epoch 1, where ZooKeeper has the ISR [1, 2]");
    }

    @Test
    void rejectsIsrSizeThatIsNotThatOfTheIsrOnceForManyLines() {
        journal.commits(1, 0, 4, 3).commits(1, 0, 5, 3).commits(1, 0, 6, 3);
        assertBroken("broker 1 wrote high-watermark-moved at partition epoch 1, where ZooKeeper has the ISR [1, 2]");
    }

    @Test
    void rejectsFollowerOfAnotherLeader() {
        journal.follows(2, 1, 3, 0, 0);
        assertBroken("broker 1 wrote became-follower at partition epoch 2, where ZooKeeper has broker 2 as leader");
    }

    @Test
    void rejectsCutOfTheLeader() {
        journal.cut(1, 0, 5, 4, 4);
        assertBroken("broker 1 wrote truncated at partition epoch 1, where ZooKeeper has it as leader");
    }

    @Test
    void cannotOrderLinesOfAPartitionThatWasCreatedAnew() {
        timeline.version(9, 3, 0, 0, 3);
        journal.leads(2, 1, 0, 2);
        CheckResult result = check();
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("journal-lines-without-order", 1L);
    }

    @Test
    void countsBoundsThatWereHit() {
        journal.line(new JournalEntry.BoundHit("journal", "full"))
                .line(new JournalEntry.Recovered(new Partition("t", 0), -1, 0, 5));
        assertThat(check().counts()).containsEntry("bounds-hit", 1L);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void cannotPassWhenAJournalIsMissingAndStillJudgesTheOthers() {
        CheckResult silent = new JournalAgainstZooKeeper()
                .check(Given.journaled(timeline, journal).missingJournal(3));
        assertThat(silent.verdict()).isEqualTo(new Verdict.Unknown("the journal of broker 3 is broken"));
        journal.leads(2, 1, 0, 2);
        CheckResult loud = new JournalAgainstZooKeeper()
                .check(Given.journaled(timeline, journal).missingJournal(3));
        assertThat(loud.verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    private CheckResult check() {
        return new JournalAgainstZooKeeper().check(Given.journaled(timeline, journal));
    }

    private void assertBroken(String summary) {
        assertThat(Given.types(check())).containsExactly("journal-contradiction");
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
