package ordeal.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.compact.SteppedBlocks;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import org.junit.jupiter.api.Test;

class LaneTest {
    private final Lane lane = new Lane(3, 1, new SteppedBlocks());

    @Test
    void tellsWhatBecameOfEachSend() {
        for (int i = 0; i < 1_000; i++) {
            lane.invoked(i, 10L * i);
        }
        for (int i = 0; i < 1_000; i += 4) {
            lane.completed(i, Outcome.OK, 5_000 + i, 100_000 + i);
            lane.completed(i + 1L, Outcome.FAIL, 9, 100_000 + i);
            lane.completed(i + 2L, Outcome.INFO, 9, 100_000 + i);
        }
        for (int i = 0; i < 1_000; i++) {
            boolean acknowledged = i % 4 == 0;
            assertThat(lane.knows(i)).isTrue();
            assertThat(lane.acknowledged(i)).isEqualTo(acknowledged);
            assertThat(lane.failed(i)).isEqualTo(i % 4 == 1);
            assertThat(lane.offset(i)).isEqualTo(acknowledged ? 5_000 + i : -1);
            assertThat(lane.invokedNanos(i)).isEqualTo(10L * i);
            assertThat(lane.completedNanos(i)).isEqualTo(i % 4 == 3 ? -1 : 100_000 + i - i % 4);
        }
        assertThat(lane.acknowledgedCount()).isEqualTo(250);
        assertThat(lane.highestOffset()).isEqualTo(5_996);
        assertThat(lane.size()).isEqualTo(1_000);
        assertThat(lane.packed(7)).isEqualTo(new Value(3, 1, 7).pack());
    }

    @Test
    void knowsNoSendBetweenTwoOthersThatNobodyInvoked() {
        lane.invoked(0, 1);
        lane.invoked(1_000_000_000_000L, 2);
        lane.completed(500, Outcome.OK, 0, 3);
        List<Long> sequences = new ArrayList<>();
        lane.forEach(sequences::add);
        assertThat(sequences).containsExactly(0L, 500L, 1_000_000_000_000L);
        assertThat(lane.knows(1)).isFalse();
        assertThat(lane.knows(-1)).isFalse();
        assertThat(lane.knows(1_000_000_000_001L)).isFalse();
        assertThat(lane.invokedNanos(500)).isEqualTo(3);
    }

    @Test
    void aSendThatIsInvokedAgainIsPendingAgain() {
        lane.invoked(0, 1);
        lane.completed(0, Outcome.OK, 7, 2);
        lane.invoked(0, 3);
        assertThat(lane.acknowledged(0)).isFalse();
        assertThat(lane.acknowledgedCount()).isZero();
        assertThat(lane.offset(0)).isEqualTo(-1);
        assertThat(lane.completedNanos(0)).isEqualTo(-1);
        assertThat(lane.invokedNanos(0)).isEqualTo(3);
    }

    @Test
    void countsACompletionThatIsTakenBack() {
        lane.completed(0, Outcome.OK, 7, 2);
        lane.completed(0, Outcome.OK, 7, 2);
        assertThat(lane.acknowledgedCount()).isEqualTo(1);
        lane.completed(0, Outcome.INFO, -1, 4);
        assertThat(lane.acknowledgedCount()).isZero();
        assertThat(lane.highestOffset()).isEqualTo(-1);
    }
}
