package ordeal.checker.assumption;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.FakeReplica;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Reader;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Verdict;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AssumptionsTest {
    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2);
    private final HistoryBuilder history = run.history;
    private int toldEpoch;

    private void completeHistory() {
        history.phase(Phase.WARM_UP).acked(0, 0, 0).endOffset(0, 1, toldEpoch);
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, value(0, 0, 0));
        history.phase(Phase.FAULTS).acked(0, 0, 1).poll(1, 0, 1, value(0, 0, 1));
        history.phase(Phase.RECOVERY).acked(0, 0, 2);
        history.phase(Phase.FINAL_READS)
                .finalRead(0, value(0, 0, 0), value(0, 0, 1), value(0, 0, 2))
                .phase(Phase.COLLECTION)
                .phase(Phase.ENDED);
    }

    private static FaultRecord fault(
            int id, FaultRecord.Status status, List<String> receipts, @Nullable String reason) {
        return new FaultRecord(
                id, "kill", "kill broker 1", status, List.of("broker-1"), 1, 2, 3, receipts, List.of(), reason);
    }

    private static FaultRecord healed() {
        return fault(1, FaultRecord.Status.HEALED, List.of("process 7 is gone"), null);
    }

    private List<Doubt> doubts() {
        return new Assumptions().doubts(run);
    }

    @Test
    void acceptsRunThatTestedSomething() {
        completeHistory();
        run.fault(healed()).fault(fault(2, FaultRecord.Status.SKIPPED, List.of(), "no budget"));
        assertThat(doubts()).isEmpty();
        assertThat(new Assumptions().check(run).verdict()).isEqualTo(new Verdict.Valid());
        assertThat(new Assumptions().check(run).counts())
                .containsEntry("faults-injected", 1L)
                .containsEntry("faults-skipped", 1L);
    }

    @Test
    void cannotJudgeAScheduleOfWhichAStepWasLeftOut() {
        completeHistory();
        run.schedule()
                .fault(healed())
                .fault(fault(2, FaultRecord.Status.SKIPPED, List.of(), "its trigger did not fire"));
        assertThat(doubts())
                .extracting(Doubt::sentence)
                .containsExactly(
                        "the schedule was not carried out: step 2 (kill broker 1) was left out: its trigger did not fire");
        assertThat(new Assumptions().check(run).counts())
                .containsEntry("faults-injected", 1L)
                .containsEntry("floor:faults-injected", 2L);
    }

    @Test
    void acceptsAScheduleOfWhichEachStepWasTaken() {
        completeHistory();
        run.schedule().fault(healed()).fault(fault(2, FaultRecord.Status.HEALED, List.of("process 8 is gone"), null));
        assertThat(doubts()).isEmpty();
    }

    @Test
    void cannotJudgeWithoutTheJournalsThatTheSystemKeeps() {
        completeHistory();
        run.fault(healed()).keepsJournal().journal(new FakeJournal(0)).journal(new FakeJournal(2));
        assertThat(doubts())
                .extracting(Doubt::sentence)
                .containsExactly("the journal of broker-1 is missing: it was not collected");
        run.journal(new FakeJournal(1));
        assertThat(doubts()).isEmpty();
    }

    @Test
    void cannotJudgeEmptyOrTornHistory() {
        run.fault(healed());
        assertThat(doubts()).containsExactly(new Doubt.EmptyHistory());
        completeHistory();
        run.tornHistory();
        assertThat(doubts()).singleElement().isInstanceOf(Doubt.TornHistory.class);
    }

    @Test
    void namesPhaseInWhichRunWasCutShort() {
        run.fault(healed()).withoutCollection();
        history.phase(Phase.WARM_UP).phase(Phase.FAULTS);
        assertThat(doubts()).first().isEqualTo(new Doubt.CutShort("FAULTS"));
        assertThat(new Assumptions().check(run).verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void cannotJudgeRunWithoutCollectionAlthoughItsHistoryEnded() {
        completeHistory();
        run.fault(healed()).withoutCollection();
        assertThat(doubts()).hasSize(2).first().isEqualTo(new Doubt.CutShort("ENDED"));
    }

    @Test
    void cannotJudgeContradictions() {
        completeHistory();
        run.fault(healed());
        history.add(new HistoryEvent.PhaseStarted(Phase.FAULTS, 0));
        assertThat(doubts()).filteredOn(Doubt.Contradiction.class::isInstance).hasSize(3);
    }

    @Test
    void noticesValueSentTwiceAndCompletionsThatMatchNothing() {
        run.fault(healed());
        history.phase(Phase.WARM_UP).acked(0, 0, 0);
        history.add(new HistoryEvent.SendInvoked(0, 0, 0, 100, 5_000_000, 5_000_000));
        history.complete(0, 0, 0, Outcome.OK, 0).complete(0, 0, 9, Outcome.OK, 0);
        assertThat(doubts().stream().map(Doubt::sentence))
                .anyMatch(text -> text.contains("sent twice"))
                .anyMatch(text -> text.contains("completed twice"))
                .anyMatch(text -> text.contains("never invoked"));
    }

    @Test
    void noticesClockThatGoesBack() {
        run.fault(healed());
        history.phase(Phase.WARM_UP).acked(0, 0, 0).at(0);
        history.acked(0, 0, 1);
        assertThat(doubts().stream().map(Doubt::sentence)).anyMatch(text -> text.contains("clock went back"));
    }

    @Test
    void cannotJudgePartitionThatServedNothingWhileFaultsLasted() {
        run.partitions(2);
        completeHistory();
        run.fault(healed());
        assertThat(doubts().stream().map(Doubt::sentence))
                .contains("no send of t-1 succeeded during the faults", "no poll of t-1 succeeded after the faults")
                .anyMatch(text -> text.contains("final read of t-1"))
                .noneMatch(text -> text.contains("t-0"));
    }

    @Test
    void cannotJudgePartitionWhoseEndOffsetWasNeverToldWithAnEpoch() {
        toldEpoch = -1;
        completeHistory();
        run.fault(healed());
        assertThat(doubts())
                .extracting(Doubt::sentence)
                .containsExactly("no sample of the end offset of t-0 succeeded with a leader epoch");
    }

    @Test
    void cannotJudgeIncompleteFinalRead() {
        run.fault(healed());
        completeHistory();
        Scenario other = new Scenario().fault(healed());
        other.history.phase(Phase.FINAL_READS).finalReadOf(0, 5, 0, value(0, 0, 0));
        assertThat(new Assumptions().doubts(other).stream().map(Doubt::sentence))
                .anyMatch(text -> text.contains("it reached offset 1 of 5"));
        assertThat(doubts()).isEmpty();
    }

    @Test
    void cannotJudgeRunWhosePlanInjectedNothing() {
        completeHistory();
        run.fault(fault(1, FaultRecord.Status.SKIPPED, List.of(), "no budget"));
        assertThat(doubts()).containsExactly(new Doubt.Vacuous("random"));
        run.plan(Assumptions.NO_FAULTS_PLAN);
        assertThat(doubts()).isEmpty();
    }

    @Test
    void cannotJudgeFaultsWithoutProof() {
        completeHistory();
        run.fault(healed())
                .fault(fault(2, FaultRecord.Status.HEALED, List.of(), null))
                .fault(fault(3, FaultRecord.Status.FAILED, List.of(), "SIGSTOP had no effect"))
                .fault(fault(4, FaultRecord.Status.INJECTED, List.of("stopped"), null));
        assertThat(doubts().stream().map(Doubt::sentence))
                .containsExactly(
                        "fault 2 (kill broker 1) is not proven: it has no receipt",
                        "fault 3 (kill broker 1) is not proven: SIGSTOP had no effect",
                        "fault 4 (kill broker 1) is not proven: it was never healed");
    }

    @Test
    void namesNodeWhoseEvidenceIsMissing() {
        completeHistory();
        run.fault(healed()).withoutZooKeeper().missingDisk(2).replica(new FakeReplica(0, 0));
        assertThat(doubts().stream().map(Doubt::sentence))
                .containsExactly(
                        "ZooKeeper's log is missing: torn log", "the disk of broker-2 is missing: disk unreadable");
    }

    @Test
    void cannotJudgeOrderlyRunOfWhichACompletionIsMissing() {
        history.phase(Phase.WARM_UP).invoke(3, 0);
        history.phase(Phase.ENDED);
        assertThat(doubts()).anySatisfy(doubt -> assertThat(doubt.sentence()).contains("1 sends never completed"));
    }

    @Test
    void sendUnderWayWhenTheHarnessWasKilledIsNoContradiction() {
        history.phase(Phase.WARM_UP).invoke(3, 0);
        assertThat(doubts()).noneSatisfy(doubt -> assertThat(doubt.sentence()).contains("never completed"));
    }

    @Test
    void cannotJudgeRunWithoutPartitions() {
        completeHistory();
        run.partitions(0).fault(healed());
        assertThat(doubts()).contains(new Doubt.NothingTested());
    }
}
