package ordeal.nemesis.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import ordeal.nemesis.fault.Fault;
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
    void rejectsReferenceToALaterStep() {
        assertThatThrownBy(() -> plan(after("b", "a"), Step.at("a", 0, MOVE)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("refers to step 'a'");
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
    }
}
