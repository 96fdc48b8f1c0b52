package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.fault.Restart;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.target.Cut;
import ordeal.nemesis.target.Target;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static final Fault MOVE = new Fault.MoveController();

    private static Plan plan(Step... steps) {
        return new Plan("test", 1, 10_000, 1, List.of(steps));
    }

    private static Step after(String label, String step) {
        return new Step(label, new Trigger.After(step, 10), 0, 1_000, MOVE);
    }

    @Test
    void acceptsReferenceToAnEarlierStep() {
        assertThat(plan(Step.at("a", 0, MOVE), after("b", "a")).steps()).hasSize(2);
    }

    @Test
    void hasTriggersWhenAStepWaitsForMoreThanATime() {
        assertThat(plan(Step.at("a", 0, MOVE), after("b", "a")).hasTriggers()).isTrue();
        assertThat(plan(Step.at("a", 0, MOVE), Step.at("b", 10, MOVE)).hasTriggers())
                .isFalse();
    }

    @Test
    void rejectsReferenceToALaterStep() {
        assertThatThrownBy(() -> plan(after("b", "a"), Step.at("a", 0, MOVE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refers to step 'a'");
    }

    @Test
    void knowsWhomAStepRefersTo() {
        Fault startHit = new Fault.Start(new Target.HitBy("a"));
        Fault releaseTouched = new Fault.ReleaseLinks(new Cut.TouchedBy("a"), false);
        Fault isolateHit = new Fault.HoldLinks(new Cut.Isolate(new Target.HitBy("a"), Cut.From.PEERS));
        Fault betweenHit =
                new Fault.HoldLinks(new Cut.Dialled(new Target.HitBy("a"), new Target.HitBy("b"), Direction.ANSWER));
        assertThat(Step.at("c", 0, startHit).references()).containsExactly("a");
        assertThat(Step.at("c", 0, releaseTouched).references()).containsExactly("a");
        assertThat(Step.at("c", 0, isolateHit).references()).containsExactly("a");
        assertThat(Step.at("c", 0, betweenHit).references()).containsExactlyInAnyOrder("a", "b");
        assertThat(after("c", "a").references()).containsExactly("a");
        Trigger gone = new Trigger.SessionGone(new Target.HitBy("b"));
        assertThat(new Step("c", gone, 0, 1, startHit).references()).containsExactlyInAnyOrder("a", "b");
        assertThat(Step.at("c", 0, new Fault.Kill(new Target.Controller(), Restart.LATER))
                        .references())
                .isEmpty();
    }

    @Test
    void rejectsATargetThatALaterStepHits() {
        Step start = Step.at("start", 0, new Fault.Start(new Target.HitBy("kill")));
        Step kill = Step.at("kill", 1, new Fault.Kill(new Target.Controller(), Restart.LATER));
        assertThat(plan(kill, start).steps()).hasSize(2);
        assertThatThrownBy(() -> plan(start, kill))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("step 'start' refers to step 'kill'");
    }

    @Test
    void rejectsTheSameLabelTwice() {
        assertThatThrownBy(() -> plan(Step.at("a", 0, MOVE), Step.at("a", 1, MOVE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("labelled 'a'");
    }

    @Test
    void timetableShowsEachStepAndTheHealBarrier() {
        assertThat(Timetable.render(plan(Step.at("a", 1_500, MOVE), after("b", "a"))))
                .containsExactly(
                        "plan test, seed 1: 2 faults in 10 s, at most 1 broker faulty at once",
                        "  1  at 1.500 s            move-controller     delete /controller",
                        "  2  10 ms after step 'a'  move-controller     delete /controller",
                        "     at the end: heal everything");
        assertThat(Timetable.render(plan(Step.at("a", 1_500, MOVE))).getFirst()).contains("seed 1: 1 fault in 10 s");
    }
}
