package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.rules.SequenceCheck.Verdict;
import org.junit.jupiter.api.Test;

class SequenceCheckTest {
    /** A producer whose only remembered batch is 5 to 9. */
    private static final SequenceCheck.Known KNOWN = new SequenceCheck.Known() {
        @Override
        public short epoch() {
            return 2;
        }

        @Override
        public int lastSequence() {
            return 9;
        }

        @Override
        public boolean remembers(int firstSequence, int lastSequence) {
            return firstSequence == 5 && lastSequence == 9;
        }
    };

    private static Verdict judge(int epoch, int first, int last) {
        return SequenceCheck.judge(KNOWN, (short) epoch, first, last);
    }

    @Test
    void takesTheNextBatchAndKnowsTheLastAgain() {
        assertThat(judge(2, 10, 12)).isEqualTo(Verdict.NEXT);
        assertThat(judge(2, 5, 9)).isEqualTo(Verdict.REPEATED);
        assertThat(judge(2, 11, 12)).isEqualTo(Verdict.OUT_OF_ORDER);
        assertThat(judge(2, 0, 4)).isEqualTo(Verdict.OUT_OF_ORDER);
    }

    @Test
    void aNewEpochBeginsAtZeroAndAnOldOneIsOver() {
        assertThat(judge(3, 0, 4)).isEqualTo(Verdict.NEXT);
        assertThat(judge(3, 10, 12)).isEqualTo(Verdict.OUT_OF_ORDER);
        assertThat(judge(1, 10, 12)).isEqualTo(Verdict.OLD_EPOCH);
    }

    @Test
    void takesAnythingOfAProducerItDoesNotKnow() {
        assertThat(SequenceCheck.judge(null, (short) 2, 17, 20)).isEqualTo(Verdict.NEXT);
    }

    @Test
    void remembersBatchesHoweverTheyCame() {
        assertThat(SequenceCheck.Origin.values()).allMatch(SequenceCheck::remember);
    }

    @Test
    void sequencesWrap() {
        assertThat(SequenceCheck.following(Integer.MAX_VALUE)).isZero();
        assertThat(SequenceCheck.following(41)).isEqualTo(42);
    }
}
