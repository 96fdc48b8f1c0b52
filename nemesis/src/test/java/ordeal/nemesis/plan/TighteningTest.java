package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.FaultKind;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TighteningTest {
    private static final ClusterShape SHAPE = new ClusterShape(3, 1);
    private static final Fault KILL = new Fault.Kill(new Target.Controller(), Restart.AT_ONCE);
    private static final Fault MOVE = new Fault.MoveController();
    private static final long AFTER_KILL_MS = Occupancy.millis(KILL, SHAPE);

    @Test
    void beginsAtOnce() {
        assertThat(times(plan(Step.at("a", 30_000, KILL)))).containsExactly(1_000L);
        assertThat(times(plan(Step.at("a", 400, KILL)))).containsExactly(400L);
    }

    @Test
    void leavesAStepThatNeedsTimeItsTime() {
        assertThat(times(plan(Step.at("a", 10_000, KILL), Step.at("b", 50_000, KILL))))
                .containsExactly(1_000L, 1_000 + AFTER_KILL_MS);
    }

    @Test
    void keepsADistanceThatWasShorterThanThat() {
        assertThat(times(plan(Step.at("a", 10_000, KILL), Step.at("b", 10_700, MOVE), Step.at("c", 50_000, KILL))))
                .containsExactly(1_000L, 1_700L, 1_000 + AFTER_KILL_MS);
    }

    @Test
    void saysHowLongFaultsBeginNow() {
        Plan tightened = Tightening.of(plan(Step.at("a", 10_000, KILL), Step.at("b", 50_000, KILL)), SHAPE);
        assertThat(tightened.timeMs())
                .isGreaterThan(1_000 + AFTER_KILL_MS)
                .isLessThanOrEqualTo(1_000 + AFTER_KILL_MS + 1_000);
    }

    @Test
    void leavesAloneWhatWaitsForMoreThanAMoment() {
        Plan triggered = plan(Step.at("a", 30_000, KILL), new Step("b", new Trigger.After("a", 10), 0, 1_000, MOVE));
        assertThat(Tightening.of(triggered, SHAPE)).isEqualTo(triggered);
        assertThat(Tightening.of(plan(), SHAPE)).isEqualTo(plan());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void makesNoStepLaterKeepsTheirOrderAndIsDoneAtOnce(long seed) {
        Repertoire repertoire = Repertoire.of(Set.copyOf(RandomPlan.DEFAULT_KINDS));
        Plan drawn = new RandomPlan(seed, 60_000, SHAPE, 1, repertoire).draw();
        Plan tightened = Tightening.of(drawn, SHAPE);
        assertThat(tightened.steps()).hasSameSizeAs(drawn.steps());
        List<Long> before = times(drawn.steps());
        List<Long> after = times(tightened.steps());
        assertThat(after).isSorted();
        for (int index = 0; index < before.size(); index++) {
            assertThat(after.get(index)).isLessThanOrEqualTo(before.get(index));
            assertThat(tightened.steps().get(index).fault())
                    .isEqualTo(drawn.steps().get(index).fault());
        }
        assertThat(Tightening.of(tightened, SHAPE)).isEqualTo(tightened);
        assertThat(drawn.steps().stream().map(step -> step.fault().kind())).contains(FaultKind.KILL);
    }

    private static Plan plan(Step... steps) {
        return new Plan("test", 1, 60_000, 1, List.of(steps));
    }

    private static List<Long> times(Plan plan) {
        return times(Tightening.of(plan, SHAPE).steps());
    }

    private static List<Long> times(List<Step> steps) {
        return steps.stream()
                .map(step -> step.trigger() instanceof Trigger.At(long atMs) ? atMs : -1L)
                .toList();
    }
}
