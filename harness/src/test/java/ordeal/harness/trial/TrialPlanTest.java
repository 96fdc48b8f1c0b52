package ordeal.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which runs are asked for, and what each is told. */
class TrialPlanTest {
    @Test
    void runsABugAndItsControlWithEverySeedAndTheControlOnKafka() {
        assertThat(Trials.of(Trials.BUG))
                .extracting(Trial::key)
                .containsExactly(
                        "some-bug/faulty/reference/local/directed/1",
                        "some-bug/faulty/reference/local/directed/2",
                        "some-bug/control/reference/local/directed/1",
                        "some-bug/control/reference/local/directed/2",
                        "some-bug/control/kafka-3.9/local/directed/1");
    }

    @Test
    void runsAMisconfigurationOnBothSystems() {
        assertThat(Trials.of(Trials.WRONG))
                .extracting(Trial::command)
                .containsExactly(
                        "./ordeal run --plan=acks-one --settings=wrong --seed=1 --system=reference --cluster=local",
                        "./ordeal run --plan=acks-one --settings=right --seed=1 --system=reference --cluster=local",
                        "./ordeal run --plan=acks-one --settings=wrong --seed=1 --system=kafka-3.9 --cluster=local",
                        "./ordeal run --plan=acks-one --settings=right --seed=1 --system=kafka-3.9 --cluster=local");
    }

    @Test
    void plantsTheBugOnlyWhereItIsToBeFound() {
        assertThat(Trials.of(Trials.BUG)).allSatisfy(trial -> {
            assertThat(trial.arguments().contains("--bug=some-bug")).isEqualTo(trial.role() == Role.FAULTY);
            assertThat(trial.arguments().contains("--plan-of=some-bug")).isEqualTo(trial.role() == Role.CONTROL);
        });
    }

    @Test
    void runsTheSameControlsWhenNothingIsPlanted() {
        List<Trial> controls = new TrialPlan(2, 1, "local", false, true).trials(List.of(Trials.BUG, Trials.WRONG));

        assertThat(controls).allMatch(trial -> trial.role() == Role.CONTROL);
        assertThat(Trials.of(Trials.BUG, Trials.WRONG)).containsAll(controls);
    }

    @Test
    void leavesMisconfigurationsOutWhereFaultsAreDrawn() {
        List<Trial> drawn = new TrialPlan(1, 0, "docker", true, false).trials(List.of(Trials.BUG, Trials.WRONG));

        assertThat(drawn)
                .extracting(Trial::command)
                .containsExactly(
                        "./ordeal run --bug=some-bug --general --seed=1 --system=reference --cluster=docker",
                        "./ordeal run --plan-of=some-bug --general --seed=1 --system=reference --cluster=docker");
    }

    @Test
    void knowsTheCauseOfEveryPlanThatLosesByDesign() {
        assertThat(Misconfigurations.all())
                .extracting(Subject::name)
                .containsExactly("acks-one", "min-isr-one", "one-replica", "unclean-election", "unsynced-tail");
    }
}
