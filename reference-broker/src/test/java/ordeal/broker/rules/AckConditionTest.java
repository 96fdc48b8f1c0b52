package ordeal.broker.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.broker.rules.AckCondition.Decision;
import org.junit.jupiter.api.Test;

class AckConditionTest {
    @Test
    void nothingIsAppendedWithTooFewInSyncReplicas() {
        assertThat(AckCondition.mayAppend(2, 2)).isTrue();
        assertThat(AckCondition.mayAppend(1, 2)).isFalse();
    }

    @Test
    void aSendIsAcknowledgedWhenItsLastRecordIsCommittedAndNotBefore() {
        assertThat(AckCondition.decide(10, 10, 2, 2)).isEqualTo(Decision.ACKNOWLEDGE);
        assertThat(AckCondition.decide(10, 9, 2, 2)).isEqualTo(Decision.WAIT);
    }

    @Test
    void aSendThatWasCommittedByTooFewIsNotAcknowledged() {
        assertThat(AckCondition.decide(10, 10, 1, 2)).isEqualTo(Decision.NOT_ENOUGH_REPLICAS);
        assertThat(AckCondition.decide(10, 9, 1, 2)).as("not committed yet").isEqualTo(Decision.WAIT);
    }
}
