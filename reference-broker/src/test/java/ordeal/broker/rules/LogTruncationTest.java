package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LogTruncationTest {
    @Test
    void aNewFollowerKeepsItsLogAndLetsTheLeaderSayWhatMustGo() {
        assertThat(LogTruncation.resumeAt(20, 12, true)).isEqualTo(20);
    }

    @Test
    void aLogWithoutEpochsKeepsOnlyWhatIsKnownToBeCommitted() {
        assertThat(LogTruncation.resumeAt(20, 12, false)).isEqualTo(12);
    }

    @Test
    void anEpochThatBothKnowIsCutWhereItEndsFirst() {
        assertThat(LogTruncation.cutAt(3, 15, 3, 18, 20, 12))
                .as("the leader's ends first")
                .isEqualTo(15);
        assertThat(LogTruncation.cutAt(3, 18, 3, 15, 20, 12))
                .as("the follower's ends first")
                .isEqualTo(15);
        assertThat(LogTruncation.cutAt(3, 25, 3, 25, 20, 12))
                .as("never beyond the log's end")
                .isEqualTo(20);
    }

    @Test
    void anEpochThatTheFollowerLacksIsCutAtTheEndOfItsOwnOneBefore() {
        assertThat(LogTruncation.cutAt(3, 18, 2, 14, 20, 12)).isEqualTo(14);
    }

    @Test
    void aFollowerWithoutAnEpochBeforeCutsWhereTheLeaderSays() {
        assertThat(LogTruncation.cutAt(3, 15, -1, -1, 20, 12)).isEqualTo(15);
    }

    @Test
    void aLeaderThatKnowsNothingLeavesWhatIsCommitted() {
        assertThat(LogTruncation.cutAt(-1, -1, -1, -1, 20, 12)).isEqualTo(12);
        assertThat(LogTruncation.cutAt(-1, -1, -1, -1, 10, 12)).isEqualTo(10);
    }

    @Test
    void divergesWhereTheLeaderEndsTheEpochEarlierOrKnowsOnlyAnOlderOne() {
        assertThat(LogTruncation.diverges(4, 10, 4, 10)).isFalse();
        assertThat(LogTruncation.diverges(4, 10, 4, 12)).isFalse();
        assertThat(LogTruncation.diverges(4, 10, 4, 9)).isTrue();
        assertThat(LogTruncation.diverges(4, 10, 3, 12)).isTrue();
        assertThat(LogTruncation.diverges(4, 10, -1, -1)).isTrue();
    }

    @Test
    void theAnswerNamesTheEpochWhoseEndItGives() {
        assertThat(LogTruncation.answeredEpoch(4, 3)).isEqualTo(3);
        assertThat(LogTruncation.answeredEpoch(4, 4)).isEqualTo(4);
    }
}
