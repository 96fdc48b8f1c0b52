package ordeal.harness.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KafkaOperatorTest {
    @Test
    void leavesAControllerAloneUntilItHasSettled() {
        assertThat(KafkaOperator.reasonToLeave(2_999, 3_000).orElseThrow())
                .contains("less than 3000 ms")
                .contains("--known-bugs provoke");
        assertThat(KafkaOperator.reasonToLeave(3_000, 3_000)).isEmpty();
    }

    @Test
    void waitsForNobodyWhoNeedNotSettle() {
        assertThat(KafkaOperator.reasonToLeave(0, 0)).isEmpty();
    }
}
