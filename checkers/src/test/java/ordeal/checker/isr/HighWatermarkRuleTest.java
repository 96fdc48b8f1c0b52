package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.Partition;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class HighWatermarkRuleTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(2, 1, 0, 1).state(3, 2, 1, 2, 3);

    private final FakeJournal leader = new FakeJournal(1).leadsFrom(0, 0, 5, 3, 1, 2, 3);
    private final FakeJournal follower = new FakeJournal(2);

    @Test
    void acceptsHighWatermarkThatRisesAndFollowersThatTrail() {
        leader.commits(0, 0, 5, 3).commits(0, 0, 9, 3).follows(2, 1, 2, 9, 9);
        follower.follows(0, 0, 1, 5, 3).hears(0, 0, 9).leadsFrom(2, 1, 9, 9, 2, 3);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("high-watermarks", 3L).containsEntry("followed-epochs", 1L);
    }

    @Test
    void acceptsFollowersHighWatermarkThatGoesBackForANewLeaders() {
        follower.follows(0, 0, 1, 9, 9).hears(0, 0, 9).follows(2, 1, 3, 9, 9).hears(2, 1, 7);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsLeadersHighWatermarkThatGoesBackInItsTenure() {
        leader.commits(0, 0, 9, 3).commits(0, 0, 8, 3);
        assertBroken("high-watermark-broken", "the high watermark went back from 9 to 8 within leader epoch 0");
    }

    @Test
    void rejectsHighWatermarkBelowTheOneThatTheTenureBeganWith() {
        leader.commits(0, 0, 2, 3);
        assertBroken("high-watermark-broken", "went back from 3 to 2");
    }

    @Test
    void acceptsLowerHighWatermarkOfTheNextTenure() {
        leader.commits(0, 0, 9, 3).restarted().leadsFrom(0, 0, 9, 4, 1, 2, 3).commits(0, 0, 5, 3);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsHighWatermarkOutsideTheLog() {
        follower.follows(0, 0, 1, 5, 6);
        assertBroken("high-watermark-broken", "the high watermark 6 lies outside the log from 0 to 5");
    }

    @Test
    void rejectsHighWatermarkAboveTheEndThatItMovedAt() {
        leader.line(new JournalEntry.HighWatermarkMoved(new Partition("t", 0), 0, 0, true, 9, 8, 3));
        assertBroken("high-watermark-broken", "the high watermark 9 lies outside the log from 0 to 8");
    }

    @Test
    void rejectsFollowerAboveAllThatItsLeaderHad() {
        leader.commits(0, 0, 9, 3).follows(2, 1, 2, 9, 9);
        follower.follows(0, 0, 1, 5, 3).hears(0, 0, 10);
        assertBroken("high-watermark-broken", "with high watermark 10, above all that its leader, broker 1, had: 9");
    }

    @Test
    void acceptsFollowerAboveALeaderWhoseLastLinesTheKillTook() {
        leader.commits(0, 0, 9, 3).restarted().follows(2, 1, 2, 9, 9);
        follower.follows(0, 0, 1, 5, 3).hears(0, 0, 10);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsHighWatermarkThatMovesWithTooSmallAnIsr() {
        leader.committed(1, 0, 1).commits(1, 0, 9, 1);
        assertBroken("isr-rule-broken", "moved to 9 while the ISR had 1 members of the required 2");
    }

    @Test
    void acceptsSmallIsrWithWhichNothingMoves() {
        leader.commits(0, 0, 9, 3).committed(1, 0, 1);
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    private CheckResult check() {
        return new HighWatermarkRule().check(Given.journaled(timeline, leader, follower));
    }

    private void assertBroken(String type, String summary) {
        assertThat(Given.types(check())).containsExactly(type);
        assertThat(check().anomalies().getFirst().summary()).contains(summary);
    }
}
