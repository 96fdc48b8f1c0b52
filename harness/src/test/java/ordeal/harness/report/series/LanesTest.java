package ordeal.harness.report.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.harness.report.Runs;
import org.junit.jupiter.api.Test;

class LanesTest {
    private static final long MS = 1_000_000L;
    private static final TimeRange SHOWN = new TimeRange(1_000 * MS, 6_000 * MS);

    @Test
    void leavesAGapWhileThereIsNoController() {
        Lane controller = lanes().getFirst();

        assertThat(controller.name()).isEqualTo("controller");
        assertThat(controller.holders())
                .containsExactly(new LaneSpan(1, 1_000 * MS, 2_500 * MS), new LaneSpan(3, 2_700 * MS, 6_000 * MS));
    }

    @Test
    void tellsLeadersAndReplicasOutOfTheIsr() {
        Lane first = lanes().get(1);

        assertThat(first.holders())
                .containsExactly(new LaneSpan(1, 1_000 * MS, 3_000 * MS), new LaneSpan(2, 3_000 * MS, 6_000 * MS));
        assertThat(first.missing()).containsExactly(new LaneSpan(1, 3_000 * MS, 4_000 * MS));
    }

    @Test
    void tellsNothingMissingOfAFullIsr() {
        assertThat(lanes().get(2).missing()).isEmpty();
    }

    @Test
    void leavesOutWhatLiesBeforeTheStretchThatIsShown() {
        List<Lane> late = Lanes.of(Runs.description(), Runs.timeline(), new TimeRange(4_500 * MS, 6_000 * MS));

        assertThat(late.get(1).holders()).containsExactly(new LaneSpan(2, 4_500 * MS, 6_000 * MS));
        assertThat(late.get(1).missing()).isEmpty();
    }

    @Test
    void ordersClusterEventsByTransaction() {
        List<ClusterEvent> events = ClusterEvents.of(Runs.description(), Runs.timeline());

        assertThat(events).extracting(ClusterEvent::zxid).isSorted().doesNotContain(Long.MAX_VALUE);
        assertThat(events)
                .extracting(ClusterEvent::text)
                .contains("broker 3 became controller in epoch 2, session 0x33")
                .anyMatch(text -> text.startsWith("t-0: leader 2, leader epoch 1, ISR [2, 3]"));
    }

    private static List<Lane> lanes() {
        return Lanes.of(Runs.description(), Runs.timeline(), SHOWN);
    }
}
