package ordeal.checker.client;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import ordeal.checker.FakeReplica;
import ordeal.checker.Scenario;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class LossRuleTest {
    private static final Value A = value(0, 0, 0);
    private static final Value B = value(0, 0, 1);
    private static final Value C = value(0, 0, 2);

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2);

    private Scenario disks(Value... values) {
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0).append(0, values));
        }
        return run;
    }

    private CheckResult durability() {
        return ClientChecker.all().getFirst().check(run);
    }

    @Test
    void acceptsAcknowledgedValuesThatAreWhereTheyWere() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A, B);
        disks(A, B);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
    }

    @Test
    void rejectsAcknowledgedWriteMissingFromFinalLogAlsoAboveItsEnd() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A);
        disks(A);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
        assertThat(durability().counts()).containsEntry("lost-write", 1L).containsEntry("lost-write:lost", 1L);
        assertThat(run.alarms(ClientChecker.all())).containsExactly("lost-write");
    }

    @Test
    void namesTheTruncationThatRemovedTheRecord() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A);
        disks(A).journal(new FakeJournal(2).cut(7, 2, 2, 1, 0).cut(8, 3, 1, 0, 0));
        assertThat(durability().anomalies().getFirst().witness())
                .extracting(Anomaly.Witness::source, Anomaly.Witness::text)
                .contains(tuple(
                        "journal",
                        "broker 2 cut t-0 from 2 to 1 in epoch 2 (partition epoch 7): a new follower resumes"))
                .doesNotContain(tuple(
                        "journal",
                        "broker 2 cut t-0 from 1 to 0 in epoch 3 (partition epoch 8): a new follower resumes"));
    }

    @Test
    void tellsTheStoryOfALossInTheOrderOfTime() {
        Scenario story = new Scenario().state(0, 2, 0, 0, 1, 2).state(12_400, 1, 1, 1, 0);
        story.history.at(9_998).acked(0, 0, 0).acked(0, 0, 1).at(20_000).finalRead(0, A);
        story.replica(new FakeReplica(0, 0).append(0, A).startEpoch(1))
                .replica(new FakeReplica(1, 0).append(0, A).startEpoch(1))
                .role(1, 12_410, 1, 1)
                .journal(new FakeJournal(0).at(10).follows(0, 0, 2, 0, 0))
                .journal(new FakeJournal(1)
                        .at(12_000)
                        .cut(0, 0, 2, 1, 1)
                        .at(12_410)
                        .leads(1, 1, 1, 1, 0))
                .journal(new FakeJournal(2).at(10).leads(0, 0, 0, 0, 1, 2));
        Anomaly loss = ClientChecker.all().getFirst().check(story).anomalies().getFirst();
        assertThat(loss.summary())
                .isEqualTo("p0-000001@0 was acknowledged at offset 1 by broker 2 in epoch 0 and is lost: broker 1"
                        + " truncated offset 1 at 12.000 s (its log from 2 to 1 in epoch 0), and broker 1 became leader"
                        + " of epoch 1 at 12.400 s from offset 1");
        assertThat(loss.witness())
                .extracting(Anomaly.Witness::source)
                .containsExactly("history", "journal", "zookeeper", "log", "disk");
        assertThat(loss.witness().getLast().text())
                .as("views that hold the same share a line")
                .contains(
                        "the final read; the disk of the final leader, broker 1; ", "each holds no record at offset 1");
    }

    @Test
    void blamesNoElectionForWhatOneReplicaAloneLacks() {
        Scenario one = new Scenario().state(0, 0, 0, 0, 1, 2).state(12_400, 0, 1, 0, 1, 2);
        one.history.at(9_998).acked(0, 0, 0).at(20_000).finalRead(0, A);
        one.replica(new FakeReplica(0, 0).append(0, A).startEpoch(1))
                .replica(new FakeReplica(1, 0).startEpoch(1))
                .replica(new FakeReplica(2, 0).append(0, A).startEpoch(1))
                .journal(new FakeJournal(1).at(12_500).cut(1, 1, 1, 0, 0))
                .journal(new FakeJournal(2).at(12_500).cut(1, 1, 1, 0, 0));
        assertThat(ClientChecker.all()
                        .getFirst()
                        .check(one)
                        .anomalies()
                        .getFirst()
                        .summary())
                .contains("broker 1 truncated offset 0 at 12.500 s")
                .doesNotContain("became leader", "broker 2");
    }

    @Test
    void tellsMovedFromOverwritten() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).info(0, 0).finalRead(0, B, C);
        disks(B, C);
        assertThat(durability().counts())
                .containsEntry("lost-write", 2L)
                .containsEntry("lost-write:overwritten", 1L)
                .containsEntry("lost-write:moved", 1L);
    }

    @Test
    void rejectsReplicaInFinalIsrThatLacksAcknowledgedRecord() {
        run.history.acked(0, 0, 0).finalRead(0, A);
        disks(A);
        run.replica(new FakeReplica(2, 0));
        assertThat(durability().anomalies())
                .anySatisfy(anomaly -> assertThat(anomaly.summary()).contains("broker 2"));
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void acceptsReplicaOutsideFinalIsrThatLacksIt() {
        run.history.acked(0, 0, 0).finalRead(0, A);
        disks(A).replica(new FakeReplica(2, 0)).state(1, 0, 0, 0, 1);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void acceptsIndeterminateSendThatIsAbsent() {
        run.history.acked(0, 0, 0).info(0, 0).finalRead(0, A);
        disks(A);
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
    }

    @Test
    void rejectsValueThatWasReadAndIsGone() {
        run.history.info(0, 0);
        run.history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A).finalRead(0);
        disks();
        assertThat(run.alarms(ClientChecker.all())).containsExactly("read-then-lost");
    }

    @Test
    void cannotJudgeAcknowledgedValueThatNothingCovers() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).finalReadOf(0, 3, 0);
        run.missingDisk(0).missingDisk(1).missingDisk(2);
        assertThat(durability().counts()).containsEntry("unseen", 2L);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    @Test
    void rejectsValuesThatAnUnfinishedFinalReadPassedOver() {
        run.history.acked(0, 0, 0).acked(0, 0, 1).info(0, 0).finalReadOf(0, 9, 2, C);
        run.missingDisk(0).missingDisk(1).missingDisk(2);
        assertThat(durability().counts()).containsEntry("lost-write", 2L).doesNotContainKey("unseen");
    }

    @Test
    void cannotPassWhenDiskOfInSyncReplicaIsMissing() {
        run.history.acked(0, 0, 0).finalRead(0, A);
        disks(A).missingDisk(2);
        assertThat(durability().verdict())
                .isInstanceOfSatisfying(
                        Verdict.Unknown.class,
                        unknown -> assertThat(unknown.reason()).contains("broker 2"));
    }

    @Test
    void judgesAcknowledgementWithoutOffsetByItsPresence() {
        run.history.acked(0, 0, -1).acked(0, 0, -1).finalRead(0, A);
        disks(A);
        assertThat(durability().counts()).containsEntry("lost-write", 1L);
    }

    @Test
    void aSendThatNobodyAnswersPromisesNothing() {
        run.acks("0").history.acked(0, 0, -1).acked(0, 0, -1).finalRead(0, A);
        disks(A);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("unanswered-sends", 2L).doesNotContainKey("acknowledged-sends");
    }

    @Test
    void whatWasReadIsPromisedAlsoWhereNobodyAnswersSends() {
        run.acks("0")
                .history
                .acked(0, 0, -1)
                .positioned(5, Reader.LIVE, 0, 0)
                .poll(5, 0, 0, A)
                .finalRead(0);
        disks();
        assertThat(durability().counts()).containsEntry("read-then-lost", 1L).containsEntry("lost-write", 0L);
    }

    @Test
    void cannotDecideLossWithoutZooKeeperWhenSettingsLeaveRoom() {
        run.uncleanElection().withoutZooKeeper().history.acked(0, 0, 0).finalRead(0);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Unknown.class);
        assertThat(durability().counts()).containsEntry("undecided-losses", 1L);
    }

    @Test
    void rejectsLossWithoutZooKeeperWhenSettingsLeaveNone() {
        run.withoutZooKeeper().history.acked(0, 0, 0).finalRead(0);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void keepsTenAnomaliesAndCountsAll() {
        for (int i = 0; i < 25; i++) {
            run.history.acked(0, 0, i);
        }
        run.history.finalRead(0);
        disks();
        assertThat(durability().anomalies()).hasSize(CheckResult.ANOMALY_LIMIT);
        assertThat(durability().counts()).containsEntry("lost-write", 25L);
    }

    @Test
    void acceptsRecordAcknowledgedByTheLeaderOnlyThatLiesAboveTheHighWatermark() {
        run.acks("1").history.acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A);
        run.replica(new FakeReplica(0, 0).append(0, A, B));
        run.replica(new FakeReplica(1, 0).append(0, A)).replica(new FakeReplica(2, 0).append(0, A));
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        run.replica(new FakeReplica(0, 0).append(0, A));
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void cannotDecideConsequencesOfLossThatCannotBeDecided() {
        run.uncleanElection()
                .withoutZooKeeper()
                .history
                .acked(0, 0, 0)
                .endOffset(0, 1, 0)
                .endOffset(0, 0, 1);
        run.history.acked(1, 0, 0).finalRead(0, value(1, 0, 0));
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
        assertThat(run.results(ClientChecker.all()))
                .extracting(result -> result.verdict().word())
                .containsExactly("unknown", "valid", "valid", "valid", "unknown");
    }

    @Test
    void countsWhatALossOfDataCouldHaveTaken() {
        long[] completedMs = {500, 1_100, 1_400, 1_500, 1_501};
        int sequence = 0;
        for (long ms : completedMs) {
            run.history.add(new HistoryEvent.SendInvoked(0, 0, sequence, 100, 0, 0));
            run.history.add(new HistoryEvent.SendCompleted(0, 0, sequence, ms * 1_000_000, Outcome.OK, sequence, null));
            sequence++;
        }
        assertThat(durability().counts()).doesNotContainKey(AckedBeforeDataLoss.COUNT);
        run.fault(dataLossAt(1_500_000_000L));
        assertThat(durability().counts()).containsEntry(AckedBeforeDataLoss.COUNT, 3L);
        run.fault(dataLossAt(400_000_000L));
        assertThat(durability().counts()).containsEntry(AckedBeforeDataLoss.COUNT, 0L);
    }

    private static FaultRecord dataLossAt(long nanos) {
        return new FaultRecord(
                1,
                "unsynced-tail-lost",
                "loss of power",
                FaultRecord.Status.HEALED,
                List.of("broker-1"),
                0,
                nanos,
                nanos,
                List.of("cut"),
                List.of(new FaultRecord.DataLoss(1, "t", 0, 1, 100, nanos)),
                null);
    }
}
