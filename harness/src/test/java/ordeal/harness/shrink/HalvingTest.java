package ordeal.harness.shrink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.nemesis.fault.Fault;
import ordeal.nemesis.plan.Plan;
import ordeal.nemesis.plan.Step;
import ordeal.nemesis.plan.Trigger;
import org.junit.jupiter.api.Test;

class HalvingTest {
    private static final Fault FAULT = new Fault.MoveController();

    @Test
    void halvesEveryMomentAndLeavesTriggersAlone() {
        Step waits = new Step("c", new Trigger.After("b", 700), 0, 1_000, FAULT);
        Plan plan = plan(Step.at("a", 1_000, FAULT), Step.at("b", 9_001, FAULT), waits);
        assertThat(Halving.ofLength(new Candidate(plan, 400)))
                .contains(new Candidate(
                        new Plan(
                                "test",
                                1,
                                5_000,
                                1,
                                List.of(Step.at("a", 500, FAULT), Step.at("b", 4_500, FAULT), waits)),
                        400));
    }

    @Test
    void leavesAloneWhatIsShort() {
        assertThat(Halving.ofLength(new Candidate(plan(Step.at("a", 2_000, FAULT)), 400)))
                .isEmpty();
        assertThat(Halving.ofLength(new Candidate(plan(Step.at("a", 2_001, FAULT)), 400)))
                .isPresent();
    }

    @Test
    void halvesTheTimeOfAPlanWithoutFaults() {
        Candidate quiet = new Candidate(plan(), 400);
        assertThat(Halving.ofLength(quiet).orElseThrow().plan().timeMs()).isEqualTo(5_000);
        assertThat(Halving.ofLength(new Candidate(new Plan("test", 1, 2_000, 1, List.of()), 400)))
                .isEmpty();
    }

    @Test
    void halvesTheRateDownToWhatStillShowsSomething() {
        assertThat(Halving.ofRate(new Candidate(plan(), 50))).contains(new Candidate(plan(), 25));
        assertThat(Halving.ofRate(new Candidate(plan(), 49))).isEmpty();
        assertThat(Halving.ofRateTwice(new Candidate(plan(), 100))).contains(new Candidate(plan(), 25));
        assertThat(Halving.ofRateTwice(new Candidate(plan(), 99))).isEmpty();
    }

    private static Plan plan(Step... steps) {
        return new Plan("test", 1, 10_000, 1, List.of(steps));
    }
}
