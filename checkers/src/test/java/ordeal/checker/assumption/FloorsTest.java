package ordeal.checker.assumption;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;
import ordeal.checker.run.FaultRecord;
import org.junit.jupiter.api.Test;

/** A run of a hundred sends a second, whose stretches last ten seconds each: ten of everything are due in each. */
class FloorsTest {
    private static final int DUE = 10;

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2).plan(Assumptions.NO_FAULTS_PLAN);
    private final HistoryBuilder history = run.history;
    private long offset;

    /** A history in whose stretches so many sends were acknowledged and so many records polled. */
    private void happen(int[] acknowledged, int[] polled) {
        history.endOffset(0, 0, 0).positioned(1, Reader.LIVE, 0, 0);
        Phase[] phases = {Phase.WARM_UP, Phase.FAULTS, Phase.RECOVERY};
        for (int i = 0; i < phases.length; i++) {
            history.at(10_000L * i).phase(phases[i]);
            long first = offset;
            for (int n = 0; n < acknowledged[i]; n++) {
                history.acked(0, 0, offset++);
            }
            Value[] values = new Value[polled[i]];
            for (int n = 0; n < values.length; n++) {
                values[n] = value(0, 0, first + n);
            }
            history.poll(1, 0, first, values);
        }
        history.at(30_000).phase(Phase.FINAL_READS);
        Value[] all = new Value[(int) offset];
        for (int i = 0; i < all.length; i++) {
            all[i] = value(0, 0, i);
        }
        history.finalRead(0, all).phase(Phase.COLLECTION).phase(Phase.ENDED);
    }

    private List<String> doubts() {
        return new Assumptions().doubts(run).stream().map(Doubt::sentence).toList();
    }

    @Test
    void acceptsRunThatReachedEveryFloorAndCountsBoth() {
        happen(new int[] {DUE, DUE, DUE}, new int[] {DUE, DUE, DUE});
        assertThat(doubts()).isEmpty();
        assertThat(new Assumptions().check(run).counts())
                .containsEntry("acknowledged-during-faults", 10L)
                .containsEntry("floor:acknowledged-during-faults", 10L)
                .containsEntry("polled-before-faults", 10L)
                .containsEntry("floor:polled-before-faults", 10L)
                .containsEntry("faults-with-receipt", 0L)
                .containsEntry("floor:faults-with-receipt", 0L)
                .containsEntry("floor:faults-injected", 0L);
    }

    @Test
    void cannotJudgeRunThatAcknowledgedTooLittleInAnyStretch() {
        happen(new int[] {DUE, DUE - 1, DUE}, new int[] {DUE, DUE - 1, DUE});
        assertThat(doubts())
                .containsExactly(
                        "the run is vacuous: acknowledged-during-faults is 9, below its floor of 10",
                        "the run is vacuous: polled-during-faults is 9, below its floor of 10");
    }

    @Test
    void cannotJudgeRunThatPolledTooLittle() {
        happen(new int[] {DUE, DUE, DUE}, new int[] {1, DUE, DUE});
        assertThat(doubts()).containsExactly("the run is vacuous: polled-before-faults is 1, below its floor of 10");
    }

    @Test
    void whatFreshConsumersReadAtTheEndWasServedAfterTheFaults() {
        happen(new int[] {DUE, DUE, DUE}, new int[] {DUE, DUE, 1});
        assertThat(doubts()).isEmpty();
    }

    @Test
    void runThatWasCutShortHasNoFloorForAStretchThatNeverEnded() {
        history.phase(Phase.WARM_UP).at(10_000).phase(Phase.FAULTS);
        assertThat(doubts()).contains("the run is vacuous: acknowledged-before-faults is 0, below its floor of 10");
        assertThat(doubts()).noneMatch(sentence -> sentence.contains("during-faults"));
    }

    @Test
    void planThatInjectsFaultsOwesOneAndEachOwesAReceipt() {
        happen(new int[] {DUE, DUE, DUE}, new int[] {DUE, DUE, DUE});
        run.plan("random")
                .fault(new FaultRecord(
                        1,
                        "pause",
                        "pause broker 1",
                        FaultRecord.Status.HEALED,
                        List.of("broker-1"),
                        1,
                        2,
                        3,
                        List.of(),
                        List.of(),
                        null));
        assertThat(doubts()).containsExactly("fault 1 (pause broker 1) is not proven: it has no receipt");
        assertThat(new Assumptions().check(run).counts())
                .containsEntry("floor:faults-injected", 1L)
                .containsEntry("faults-injected", 1L)
                .containsEntry("floor:faults-with-receipt", 1L)
                .containsEntry("faults-with-receipt", 0L);
    }
}
