package ordeal.checker.recovery;

import static ordeal.checker.HistoryBuilder.MS;
import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Reader;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class RecoveryCheckerTest {
    private static final long HEAL_MS = 100_000;
    private static final long BOUND_MS = 30_000;

    private final Scenario run = new Scenario();
    private final HistoryBuilder history = run.history;

    private void servedAt(long ms) {
        history.at(HEAL_MS).phase(Phase.RECOVERY);
        history.at(ms).acked(0, 0, 0).positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, value(0, 0, 0));
    }

    private CheckResult result() {
        return new RecoveryChecker().check(run);
    }

    private List<String> summaries() {
        return result().anomalies().stream().map(Anomaly::summary).toList();
    }

    @Test
    void acceptsClusterThatServesWithinTheBound() {
        run.state(0, 0, 0, 0, 1, 2).state(90_000, 0, 0, 0, 1).state(110_000, 0, 0, 0, 1, 2);
        servedAt(104_000);
        assertThat(result().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result().counts())
                .containsEntry("not-recovered", 0L)
                .hasEntrySatisfying("recovery-slowest-ms", ms -> assertThat(ms).isBetween(9_900L, 10_000L));
    }

    @Test
    void rejectsIsrThatIsNotFullWithinTheBound() {
        run.state(0, 0, 0, 0, 1, 2).state(90_000, 0, 0, 0, 1).state(HEAL_MS + BOUND_MS + 1000, 0, 0, 0, 1, 2);
        servedAt(104_000);
        assertThat(result().verdict()).isInstanceOf(Verdict.Invalid.class);
        assertThat(summaries()).singleElement().asString().contains("did not have a full ISR again");
    }

    @Test
    void doesNotTakeIsrForRecoveredBecauseItsShrinkingCameAfterTheHeal() {
        run.state(0, 0, 0, 0, 1, 2).state(HEAL_MS + 2000, 0, 0, 0, 1);
        servedAt(104_000);
        assertThat(summaries()).singleElement().asString().contains("did not have a full ISR again");
    }

    @Test
    void cannotJudgeClusterThatABrokenFaultMayHaveLeftUnhealed() {
        run.fault(fault(FaultRecord.Status.FAILED));
        run.state(0, 0, 0, 0, 1, 2).state(90_000, -1, 1, 0);
        servedAt(104_000);
        assertThat(result().verdict())
                .isEqualTo(new Verdict.Unknown("fault 1 (cut off broker-1) broke, so nothing shows that the cluster was"
                        + " healed: the address is taken"));
    }

    @Test
    void rejectsPartitionWithoutLeaderAlsoWhenAFaultWasSkipped() {
        run.fault(fault(FaultRecord.Status.SKIPPED));
        run.state(0, 0, 0, 0, 1, 2).state(90_000, -1, 1, 0);
        servedAt(104_000);
        assertThat(result().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    private static FaultRecord fault(FaultRecord.Status status) {
        return new FaultRecord(
                1,
                "partition",
                "cut off broker-1",
                status,
                List.of("broker-1"),
                0,
                -1,
                -1,
                List.of(),
                List.of(),
                "the address is taken");
    }

    @Test
    void rejectsPartitionWithoutLeader() {
        run.state(0, 0, 0, 0, 1, 2).state(90_000, -1, 1, 0);
        servedAt(104_000);
        assertThat(summaries()).hasSize(2).first().asString().contains("did not have a leader again");
    }

    @Test
    void rejectsLateOrAbsentService() {
        run.state(0, 0, 0, 0, 1, 2);
        servedAt(HEAL_MS + BOUND_MS + 1000);
        assertThat(summaries())
                .hasSize(2)
                .allMatch(text -> text.contains(" only ") && text.contains("after the heal barrier"));
    }

    @Test
    void doesNotCountServiceThatBeganBeforeTheHeal() {
        run.state(0, 0, 0, 0, 1, 2);
        history.at(HEAL_MS - 10);
        long early = history.invoke(0, 0);
        history.at(HEAL_MS).phase(Phase.RECOVERY);
        history.complete(0, 0, early, Outcome.OK, 0);
        assertThat(summaries())
                .anyMatch(text -> text.contains("did not have an acknowledged send again"))
                .anyMatch(text -> text.contains("did not have a read again"));
    }

    @Test
    void cannotJudgeTimesOfHarnessThatStalledLongerThanTheSession() {
        run.state(0, 0, 0, 0, 1);
        history.add(new HistoryEvent.HarnessStalled(5000 * MS, 3001 * MS));
        servedAt(104_000);
        assertThat(result().verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void judgesInSpiteOfShortStall() {
        run.state(0, 0, 0, 0, 1, 2);
        history.add(new HistoryEvent.HarnessStalled(5000 * MS, 2999 * MS));
        servedAt(104_000);
        assertThat(result().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void cannotJudgeWithoutHealBarrierOrZooKeeper() {
        history.phase(Phase.WARM_UP);
        assertThat(result().verdict()).isInstanceOf(Verdict.Unknown.class);
        run.withoutZooKeeper();
        servedAt(104_000);
        assertThat(result().verdict()).isEqualTo(new Verdict.Unknown("ZooKeeper's log is missing"));
    }

    @Test
    void cannotJudgeLateShrinkOfClusterThatWasNotWatchedForTheWholeBound() {
        run.state(0, 0, 0, 0, 1, 2).state(HEAL_MS + 6000, 0, 0, 0, 1);
        servedAt(104_000);
        history.at(HEAL_MS + 8000).phase(Phase.COLLECTION);
        assertThat(result().verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void rejectsLateShrinkOfClusterThatWasWatchedForTheWholeBound() {
        run.state(0, 0, 0, 0, 1, 2).state(HEAL_MS + 6000, 0, 0, 0, 1);
        servedAt(104_000);
        history.at(HEAL_MS + BOUND_MS).phase(Phase.COLLECTION);
        assertThat(result().verdict()).isInstanceOf(Verdict.Invalid.class);
    }
}
