package ordeal.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** What the table says, and when it is red. */
class TrialTableTest {
    @Test
    void isGreenWhenEverythingIsFoundAndEveryControlIsSilent() {
        TrialTable table = table(
                trial -> Trials.invalid(trial, "phantom", "duplicate"), trial -> Trials.permitted(trial, "acks", 7));

        assertThat(table.exitCode()).isZero();
        assertThat(table.sentence())
                .isEqualTo(
                        "Found in 4 of 4 runs with a bug or wrong settings. 5 of 5 controls silent, 0 false alarms, 0 runs without a verdict.");
        assertThat(table.markdown())
                .contains("| `some-bug` | 2 of 2 | phantom by checker-of-phantom (2) | 1.5 s | 6,000 |"
                        + " duplicate by checker-of-duplicate (2) | 2 of 2 | 1 of 1 |\n")
                .contains("| `acks-one` | reference | 1 of 1 | permitted:acks | 7 | 1 of 1 |\n")
                .contains("| `acks-one` | kafka-3.9 | 1 of 1 | permitted:acks | 7 | 1 of 1 |\n")
                .doesNotContain("- ");
    }

    @Test
    void isRedWhenABugIsFoundTooSeldom() {
        TrialTable table = table(
                trial -> trial.seed() == 1 ? Trials.invalid(trial, "lost-write") : Trials.valid(trial),
                trial -> Trials.permitted(trial, "acks", 7));

        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.sentence()).contains("not often enough: some-bug");
        assertThat(table.markdown()).contains("- not found: `./ordeal run --bug=some-bug --seed=2");
    }

    @Test
    void takesNoOtherAnomalyForAProof() {
        TrialTable table =
                table(trial -> Trials.invalid(trial, "duplicate"), trial -> Trials.permitted(trial, "acks", 7));

        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.markdown())
                .contains("| `some-bug` | 0 of 2 |  |  |  | duplicate by checker-of-duplicate (2) |");
    }

    @Test
    void isRedWhenALossIsNamedByAnotherCause() {
        TrialTable table =
                table(trial -> Trials.invalid(trial, "lost-write"), trial -> Trials.permitted(trial, "disk-loss", 7));

        assertThat(table.exitCode()).isEqualTo(1);
    }

    @Test
    void isRedWhenAControlRaisesAnAlarm() {
        List<Trial> trials = Trials.of(Trials.BUG);
        Map<String, TrialResult> results = new HashMap<>();
        trials.forEach(trial -> results.put(trial.key(), Trials.invalid(trial, "lost-write")));
        TrialTable table = new TrialTable(TrialRow.of(trials, results), true);

        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.sentence()).contains("0 of 3 controls silent, 3 false alarms");
        assertThat(table.markdown()).contains("- false alarm: `./ordeal run --plan-of=some-bug --seed=1");
    }

    @Test
    void isRedWhenAControlLosesRecordsWithPermission() {
        List<Trial> trials = Trials.of(Trials.WRONG);
        Map<String, TrialResult> results = new HashMap<>();
        trials.forEach(trial -> results.put(trial.key(), Trials.permitted(trial, "acks", 1)));

        assertThat(new TrialTable(TrialRow.of(trials, results), true).exitCode())
                .isEqualTo(1);
    }

    @Test
    void aControlMayLoseByTheCausesThatItsPlanBringsAbout() {
        TrialTable table = ofControls(Trials.LOSSY, trial -> Trials.permitted(trial, "disk-loss", 5));

        assertThat(table.exitCode()).isZero();
        assertThat(table.markdown())
                .contains("2 of 2 | 1 of 1 |\n")
                .contains(
                        "- `lossy-bug`: its plan loses records by acks and disk-loss, which is permitted with the bug and without.\n");
    }

    @Test
    void isRedWhenAControlLosesByAnotherCauseThanItsPlanBringsAbout() {
        TrialTable table = ofControls(Trials.LOSSY, trial -> Trials.permitted(trial, "unclean-election", 1));

        assertThat(table.exitCode()).isEqualTo(1);
        assertThat(table.sentence()).contains("0 of 3 controls silent, 3 false alarms");
    }

    @Test
    void isRedWhenAControlThatMayLoseBreaksAPromise() {
        assertThat(ofControls(Trials.LOSSY, trial -> Trials.invalid(trial, "lost-write"))
                        .exitCode())
                .isEqualTo(1);
    }

    private static TrialTable ofControls(Subject.Bug bug, Function<Trial, TrialResult> control) {
        List<Trial> trials = Trials.of(bug);
        Map<String, TrialResult> results = new HashMap<>();
        trials.forEach(trial -> results.put(
                trial.key(), trial.role() == Role.CONTROL ? control.apply(trial) : Trials.invalid(trial, "phantom")));
        return new TrialTable(TrialRow.of(trials, results), true);
    }

    @Test
    void isUnknownWhenAControlWasNotJudged() {
        List<Trial> trials = Trials.of(Trials.BUG);
        Map<String, TrialResult> results = new HashMap<>();
        trials.forEach(trial -> results.put(
                trial.key(),
                trial.role() == Role.FAULTY ? Trials.invalid(trial, "lost-write") : Trials.unknown(trial)));
        TrialTable table = new TrialTable(TrialRow.of(trials, results), true);

        assertThat(table.exitCode()).isEqualTo(2);
        assertThat(table.markdown()).contains("- no verdict: ", ": no poll\n");
    }

    @Test
    void demandsNothingOfDrawnFaultsButSilence() {
        List<Trial> trials = new TrialPlan(1, 0, "local", true, false).trials(List.of(Trials.BUG));
        Map<String, TrialResult> results = new HashMap<>();
        trials.forEach(trial -> results.put(trial.key(), Trials.valid(trial)));

        assertThat(new TrialTable(TrialRow.of(trials, results), false).exitCode())
                .isZero();
        assertThat(new TrialTable(TrialRow.of(trials, results), true).exitCode())
                .isEqualTo(1);
    }

    /** The table of a bug and a misconfiguration whose controls are silent. */
    private static TrialTable table(
            Function<Trial, TrialResult> withBug, Function<Trial, TrialResult> withWrongSettings) {
        List<Trial> trials = Trials.of(Trials.BUG, Trials.WRONG);
        Map<String, TrialResult> results = new HashMap<>();
        for (Trial trial : trials) {
            results.put(
                    trial.key(),
                    switch (trial.role()) {
                        case CONTROL -> Trials.valid(trial);
                        case FAULTY ->
                            switch (trial.subject()) {
                                case Subject.Bug _ -> withBug.apply(trial);
                                case Subject.Misconfiguration _ -> withWrongSettings.apply(trial);
                            };
                    });
        }
        return new TrialTable(TrialRow.of(trials, results), true);
    }
}
