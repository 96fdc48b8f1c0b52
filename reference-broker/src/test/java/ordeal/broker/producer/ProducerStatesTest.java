package ordeal.broker.producer;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.producer.ProducerStates.Decision;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

class ProducerStatesTest {
    private final ProducerStates states = new ProducerStates(new ReplicationRules());

    private void seen(int epoch, int first, int last, long firstOffset) {
        states.record(7, (short) epoch, new ProducerBatch(first, last, firstOffset, firstOffset + last - first, 50));
    }

    private Decision check(int epoch, int first, int last) {
        return states.check(7, (short) epoch, first, last);
    }

    private Errors refusal(int epoch, int first, int last) {
        return ((Decision.Refused) check(epoch, first, last)).error();
    }

    @Test
    void anUnknownProducerMayBeginAnywhere() {
        assertThat(check(3, 17, 20)).isInstanceOf(Decision.Next.class);
    }

    @Test
    void theNextSequenceIsAcceptedAndNoOther() {
        seen(0, 0, 4, 100);
        assertThat(check(0, 5, 9)).isInstanceOf(Decision.Next.class);
        assertThat(refusal(0, 6, 9)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(refusal(0, 4, 9)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void aResentBatchIsRecognisedByBothItsEnds() {
        seen(0, 0, 4, 100);
        seen(0, 5, 9, 200);
        assertThat(check(0, 0, 4))
                .isInstanceOfSatisfying(
                        Decision.Repeated.class,
                        repeated ->
                                assertThat(repeated.original().firstOffset()).isEqualTo(100));
        assertThat(refusal(0, 0, 3)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void fiveBatchesAreRemembered() {
        for (int i = 0; i < 6; i++) {
            seen(0, i, i, i);
        }
        assertThat(refusal(0, 0, 0)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(check(0, 1, 1)).isInstanceOf(Decision.Repeated.class);
    }

    @Test
    void anOlderEpochIsFencedEvenForABatchThatIsThere() {
        seen(1, 0, 0, 10);
        seen(2, 0, 0, 20);
        assertThat(refusal(1, 0, 0)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
        assertThat(refusal(1, 1, 1)).isEqualTo(Errors.INVALID_PRODUCER_EPOCH);
    }

    @Test
    void aNewEpochBeginsAtZeroAndForgetsTheOld() {
        seen(1, 0, 4, 10);
        assertThat(refusal(2, 5, 5)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
        assertThat(check(2, 0, 4)).isInstanceOf(Decision.Next.class);
        seen(2, 0, 0, 20);
        assertThat(refusal(2, 0, 4)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void sequencesWrap() {
        seen(0, Integer.MAX_VALUE - 1, Integer.MAX_VALUE, 10);
        assertThat(check(0, 0, 3)).isInstanceOf(Decision.Next.class);
        assertThat(refusal(0, 1, 3)).isEqualTo(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
    }

    @Test
    void aProducerIsForgottenWhenItsLastBatchIsTooOld() {
        seen(0, 0, 0, 10);
        states.expire(149, 100);
        assertThat(states.lastBatch(7)).isPresent();
        states.expire(150, 100);
        assertThat(states.lastBatch(7)).isEmpty();
    }

    @Test
    void aSnapshotKeepsTheLastBatch() {
        seen(0, 0, 0, 10);
        seen(0, 1, 3, 11);
        ProducerStates restored = new ProducerStates(new ReplicationRules());
        restored.restore(states.entries());
        assertThat(restored.check(7, (short) 0, 1, 3)).isInstanceOf(Decision.Repeated.class);
        assertThat(restored.check(7, (short) 0, 4, 4)).isInstanceOf(Decision.Next.class);
        assertThat(restored.check(7, (short) 0, 0, 0)).isInstanceOf(Decision.Refused.class);
    }
}
