package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.isr.LossyLeaders.Lack;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.FaultRecord.DataLoss;
import ordeal.checker.zookeeper.RunDescriptions;
import org.junit.jupiter.api.Test;

/** Broker 2 is killed at 20 s, loses what it had from offset 5 on, and is registered again at 25 s. */
class LossyLeadersTest {
    private static final Partition PARTITION = new Partition("t", 0);
    private static final DataLoss LOSS = new DataLoss(2, "t", 0, 5, 100, 21_000_000_000L);

    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 2, 3, 1, 2, 3).gone(2, 24).returns(2, 25);

    @Test
    void lacksItInEachEpochForWhichItIsElectedAfterwards() {
        timeline.state(30, 2, 4, 2, 3).state(40, 3, 5, 2, 3).state(50, 2, 6, 2, 3);
        assertThat(lacks()).containsExactly(new Lack(3, 4), new Lack(5, 6));
    }

    @Test
    void lacksNothingInEpochsForWhichItWasElectedBefore() {
        timeline.state(2, 2, 4, 2, 3).state(23, 3, 5, 3);
        assertThat(lacks()).isEmpty();
    }

    @Test
    void aChangeOfTheIsrBeginsNoEpoch() {
        timeline.state(30, 2, 3, 2);
        assertThat(lacks()).isEmpty();
    }

    @Test
    void lacksNothingAfterItHasComeIntoTheIsrAnew() {
        timeline.state(24, 3, 4, 3).state(30, 3, 4, 3, 2).state(40, 2, 5, 2, 3);
        assertThat(lacks()).isEmpty();
    }

    /** An expansion that was under way when the broker died rests on what it had fetched before. */
    @Test
    void comingIntoTheIsrWhileItIsDeadIsNone() {
        FakeTimeline late = new FakeTimeline()
                .state(1, 3, 3, 3)
                .state(22, 3, 3, 3, 2)
                .gone(2, 24)
                .returns(2, 25)
                .state(30, 2, 4, 2);
        assertThat(lacks(late)).containsExactly(new Lack(3, 4));
    }

    @Test
    void lacksItInTheEpochThatItWentOnLeading() {
        assertThat(lacks(timeline, role(26))).containsExactly(new Lack(3, 3));
    }

    @Test
    void lacksNothingInTheEpochThatItLedOnlyBefore() {
        assertThat(lacks(timeline, role(1))).isEmpty();
    }

    @Test
    void whoNeverComesBackLeadsNothing() {
        assertThat(lacks(new FakeTimeline().state(1, 2, 3, 1, 2, 3).gone(2, 24).state(30, 2, 4, 2)))
                .isEmpty();
    }

    private List<Lack> lacks() {
        return lacks(timeline);
    }

    private static List<Lack> lacks(FakeTimeline told, RoleChange... roles) {
        return new LossyLeaders(told, List.of(roles), new RunClock(RunDescriptions.STARTED_EPOCH_MS))
                .lacks(LOSS, PARTITION, 0);
    }

    private static RoleChange role(long second) {
        return new RoleChange(
                2, 0, RunDescriptions.STARTED_EPOCH_MS + 1000 * second, 3, 5, 0, 5, List.of(), "leads epoch 3");
    }
}
