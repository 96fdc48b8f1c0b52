package ordeal.checker.contract;

import static ordeal.checker.HistoryBuilder.MS;
import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.FakeReplica;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.client.ClientChecker;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PermittedLossTest {
    private static final Value A = value(0, 0, 0);
    private static final Value B = value(0, 0, 1);
    private static final Value D = value(1, 0, 0);
    private static final long ELECTION_MS = 5000;

    private final Scenario run = new Scenario();
    private final HistoryBuilder history = run.history;

    /** A and B are acknowledged; broker 2, which is out of the ISR and holds A only, becomes leader in epoch 1. */
    private void loseBToLeaderFromOutside() {
        run.state(0, 0, 0, 0, 1, 2).state(100, 0, 0, 0, 1).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
    }

    private CheckResult durability() {
        return ClientChecker.all().getFirst().check(run);
    }

    @Test
    void permitsLossByUncleanElectionAndNamesTransactionLeaderAndIsr() {
        run.uncleanElection();
        loseBToLeaderFromOutside();
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("permitted:unclean-election", 1L);
        assertThat(onlyAnomaly().permittedCause()).contains("0x3", "broker 2", "ISR [0, 1]", "epoch 1");
    }

    @Test
    void rejectsTheSameLossWhenUncleanElectionIsOff() {
        loseBToLeaderFromOutside();
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossWhenUncleanElectionIsOnAndNoneHappened() {
        run.uncleanElection().state(0, 0, 0, 0, 1, 2).state(ELECTION_MS, 1, 1, 1, 2);
        run.replica(new FakeReplica(1, 0).append(0, A).startEpoch(1));
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossBelowTheEndOfTheElectedLog() {
        run.uncleanElection().state(0, 0, 0, 0, 1).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, D, B).startEpoch(1).append(2, A));
        history.at(1000).acked(1, 0, 0).acked(0, 0, 2);
        history.at(9000).finalRead(0, D, B, A);
        assertThat(durability().counts())
                .as("A is at offset 2 in epoch 2, so it came after the election; nothing is lost")
                .containsEntry("lost-write", 0L);
        Scenario other = new Scenario().uncleanElection().state(0, 0, 0, 0, 1).state(ELECTION_MS, 2, 1, 2);
        other.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1).append(1, D));
        other.history.at(9000).acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A, D);
        assertThat(ClientChecker.all().getFirst().check(other).verdict())
                .as("B was sent long after the election")
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void permitsLossUnderAcksOneWhenLeadershipMoved() {
        run.acks("1").state(0, 0, 0, 0, 1, 2).state(ELECTION_MS, 1, 1, 1, 2);
        run.replica(new FakeReplica(1, 0).append(0, A).startEpoch(1));
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("permitted:acks", 1L);
    }

    @Test
    void rejectsLossUnderAcksOneWhenLeadershipStayed() {
        run.acks("1").state(0, 0, 0, 0, 1, 2).state(ELECTION_MS, 0, 1, 0, 1);
        run.replica(new FakeReplica(0, 0).append(0, A).startEpoch(1));
        run.replica(new FakeReplica(1, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossUnderAcksOneWhenLeadershipMovedBeforeTheAppend() {
        run.acks("1").state(0, 0, 0, 0, 1, 2).state(10, 1, 1, 1, 2);
        run.replica(new FakeReplica(1, 0).append(1, A));
        run.replica(new FakeReplica(2, 0).append(1, A));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void permitsLossOfWhatACutOffLeaderAcknowledgedAfterTheElection() {
        loseBSentAt(8000, fault("partition", "broker-0", 4000, 9000));
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("permitted:acks", 1L);
    }

    @Test
    void permitsItAlsoWhenZooKeeperWasCutOff() {
        loseBSentAt(8000, fault("partition", "zookeeper-1", 4000, 9000));
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
    }

    /** It had long heard of the election; somebody else was cut off; it was dead; it was cut off only later. */
    @ParameterizedTest
    @CsvSource({
        "partition, broker-0, 4000, 10500",
        "partition, broker-2, 4000,  8000",
        "kill,      broker-0, 4000,  8000",
        "partition, broker-0, 7000,  8000",
    })
    void rejectsLossOfWhatTheDeposedLeaderCannotHaveTaken(String kind, String target, long fromMs, long sentMs) {
        loseBSentAt(sentMs, fault(kind, target, fromMs, 9000));
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    /** The disk of the deposed leader, which is out of the ISR, says that it took the record in its own epoch. */
    @Test
    void permitsLossOfWhatLiesOnTheDeposedLeadersDiskWheneverItWasSent() {
        loseBSentAt(8000, fault("kill", "broker-2", 100, 200));
        run.replica(new FakeReplica(0, 0).append(0, A, B));
        assertThat(durability().counts()).containsEntry("permitted:acks", 1L);
    }

    /** Broker 1 is elected in place of broker 0, and B, which one of them acknowledged, is on no disk of the ISR. */
    private void loseBSentAt(long ms, FaultRecord fault) {
        run.acks("1").state(0, 0, 0, 0, 1, 2).state(ELECTION_MS, 1, 1, 1, 2).fault(fault);
        run.replica(new FakeReplica(1, 0).append(0, A).startEpoch(1));
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).at(ms).acked(0, 0, 1);
        history.at(12_000).finalRead(0, A);
    }

    private static FaultRecord fault(String kind, String target, long fromMs, long toMs) {
        return new FaultRecord(
                1,
                kind,
                kind + " of " + target,
                FaultRecord.Status.HEALED,
                List.of(target),
                fromMs * MS,
                fromMs * MS,
                toMs * MS,
                List.of("it held"),
                List.of(),
                null);
    }

    @Test
    void permitsLossOfSyncedRecordWhenEveryMemberHadItsDiskWiped() {
        run.flushEvery(1);
        for (int broker = 0; broker < 2; broker++) {
            run.fault(dataLoss("wipe-disk", broker + 10, broker, 0, 900, 4000));
        }
        loseBToPower(100, 1);
        assertThat(durability().counts()).containsEntry("permitted:disk-loss", 1L);
    }

    @Test
    void permitsLossOfSyncedRecordWhenItRottedOnEveryMember() {
        run.flushEvery(1);
        for (int broker = 0; broker < 2; broker++) {
            run.fault(dataLoss("bit-rot", broker + 10, broker, 1, 70, 4000));
        }
        loseBToPower(100, 1);
        assertThat(durability().counts()).containsEntry("permitted:disk-loss", 1L);
    }

    @Test
    void rejectsLossOfRecordThatRottedOnOneMemberOnly() {
        run.fault(dataLoss("bit-rot", 10, 0, 1, 70, 4000));
        loseBToPower(100, 1);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void aBitThatWasFlippedOnOneDiskLosesNothingThatTheOthersHold() {
        rotOfB(0);
        assertThat(run.alarms(ClientChecker.all())).contains("lost-write", "inconsistent-offsets");
        run.fault(dataLoss("bit-rot", 10, 1, 1, 70, 4000));
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "0, 1"})
    void aBitThatWasFlippedInAnotherBatchOrOnAnotherDiskExplainsNothing(int broker, long baseOffset) {
        rotOfB(1);
        run.fault(dataLoss("bit-rot", 10, broker, baseOffset, 70, 4000));
        assertThat(run.alarms(ClientChecker.all())).contains("lost-write");
    }

    /** A and B are acknowledged and read at the end; on broker 1's disk nobody can tell what B's batch held. */
    private void rotOfB(int leader) {
        run.state(0, leader, 0, 0, 1);
        run.replica(new FakeReplica(0, 0).append(0, A, B));
        run.replica(new FakeReplica(1, 0).append(0, A, B).rot(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A, B);
    }

    private void loseBToPower(long lostBytes, long firstOffset, int... brokers) {
        run.state(0, 0, 0, 0, 1, 2).state(3000, 0, 0, 0, 1).state(ELECTION_MS, 0, 1, 0, 1);
        for (int broker : brokers) {
            run.fault(powerLoss(broker, broker, firstOffset, lostBytes, 4000));
        }
        for (int broker = 0; broker < 2; broker++) {
            run.replica(new FakeReplica(broker, 0).append(0, A).startEpoch(1));
        }
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
    }

    @Test
    void permitsLossWhenEveryMemberOfTheIsrLostItsDisk() {
        loseBToPower(100, 1, 0, 1);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("permitted:disk-loss", 1L);
        assertThat(onlyAnomaly().permittedCause()).contains("broker 0", "broker 1", "[0, 1]");
    }

    @Test
    void permitsLossOfRecordThatOneMemberStillHeldWhenEveryMemberLostData() {
        run.fault(powerLoss(7, 0, 1, 100, 4000));
        loseBToPower(100, 2, 1);
        assertThat(durability().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(durability().counts()).containsEntry("permitted:disk-loss", 1L);
    }

    @Test
    void rejectsLossWhenOneMemberOfTheIsrKeptItsDisk() {
        loseBToPower(100, 1, 0);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossWhenReceiptsSayThatNothingOrOnlyLaterRecordsWereLost() {
        loseBToPower(0, 1, 0, 1);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossOfRecordBelowWhatThePowerLossTook() {
        loseBToPower(100, 2, 0, 1);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossOfRecordThatWasPromisedToBeSynced() {
        run.flushEvery(1);
        loseBToPower(100, 1, 0, 1);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsLossWhenMemberHadBeenAddedToTheIsrAnewSinceItLostItsDisk() {
        run.fault(powerLoss(1, 0, 1, 100, 2000));
        run.fault(powerLoss(2, 1, 1, 100, 6000));
        run.state(0, 0, 0, 0, 1).state(2500, 1, 1, 1).state(4000, 1, 1, 1, 0).state(7000, 0, 2, 0);
        run.replica(new FakeReplica(0, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(durability().verdict())
                .as("broker 0 was added after its loss, so it held the record when broker 1 lost it")
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void permittedLossPermitsItsConsequences() {
        run.uncleanElection().state(0, 0, 0, 0, 1, 2).state(100, 0, 0, 0, 1).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1).append(1, D));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1).endOffset(0, 2, 0);
        history.positioned(5, Reader.LIVE, 0, 0).poll(5, 0, 0, A, B);
        history.at(ELECTION_MS + 1000).endOffset(0, 1, 1).acked(1, 0, 1).poll(5, 0, 1, D);
        history.at(9000).finalRead(0, A, D);
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
        assertThat(run.anomalies(ClientChecker.all()))
                .extracting(Anomaly::type)
                .containsExactlyInAnyOrder(
                        "lost-write", "read-then-lost", "nonmonotonic-poll", "end-offset-regression");
    }

    @Test
    void permittedLossDoesNotPermitGoingBackFurtherThanItWent() {
        run.uncleanElection();
        loseBToLeaderFromOutside();
        history.at(4000).positioned(5, Reader.LIVE, 0, 0).poll(5, 0, 0, A, B);
        history.at(ELECTION_MS + 1000).poll(5, 0, 0, A);
        assertThat(run.alarms(ClientChecker.all())).containsExactly("nonmonotonic-poll");
    }

    private Anomaly onlyAnomaly() {
        assertThat(durability().anomalies()).hasSize(1);
        return durability().anomalies().getFirst();
    }

    private static FaultRecord powerLoss(int id, int broker, long firstOffset, long lostBytes, long ms) {
        return dataLoss("unsynced-tail-lost", id, broker, firstOffset, lostBytes, ms);
    }

    private static FaultRecord dataLoss(String kind, int id, int broker, long firstOffset, long lostBytes, long ms) {
        return new FaultRecord(
                id,
                kind,
                kind + " of broker " + broker,
                FaultRecord.Status.HEALED,
                List.of("broker-" + broker),
                ms * MS,
                ms * MS,
                (ms + 500) * MS,
                List.of("unsynced data is gone"),
                List.of(new FaultRecord.DataLoss(broker, "t", 0, firstOffset, lostBytes, ms * MS)),
                null);
    }

    @Test
    void epochWithoutLineStartsWhereTheNextOneDoes() {
        PartitionLogs logs =
                new PartitionLogs(new FakeReplica(0, 0).append(0, A).append(3, B), List.of());
        assertThat(logs.startOf(0)).hasValue(0);
        assertThat(logs.startOf(2)).hasValue(1);
        assertThat(logs.startOf(4)).hasValue(2);
        assertThat(new PartitionLogs(null, List.of()).startOf(0)).isEmpty();
    }

    @Test
    void electionAfterTheFinalReadsPermitsNothingThatTheyMissed() {
        run.acks("1").state(0, 0, 0, 0, 1, 2);
        run.replica(new FakeReplica(0, 0).append(0, A));
        history.at(1000).acked(0, 0, 0).acked(0, 0, 1);
        history.at(9000).finalRead(0, A);
        run.finalTransaction().state(10_000, 1, 1, 1, 2);
        assertThat(durability().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void permitsEndOffsetBackToWhereAnUncleanLeaderBeganThoughNobodyWasToldOfWhatItLacked() {
        run.uncleanElection().state(0, 0, 0, 0).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).info(0, 0).endOffset(0, 2, 0);
        history.at(8000).endOffset(0, 1, 1);
        history.at(9000).finalRead(0, A);
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
    }

    @Test
    void rejectsEndOffsetThatGoesBackWithinTheUncleanLeadersEpochWhereAnOlderOneMayGoBackFurther() {
        run.uncleanElection().state(0, 0, 0, 0).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).endOffset(0, 5, 0);
        history.at(8000).endOffset(0, 4, 1).endOffset(0, 4, 1);
        history.at(9000).finalRead(0, A);
        assertThat(run.alarms(ClientChecker.all())).isEmpty();
        history.endOffset(0, 2, 1);
        assertThat(run.alarms(ClientChecker.all())).containsExactly("end-offset-regression");
    }

    @Test
    void rejectsEndOffsetBelowWhereTheUncleanLeaderBegan() {
        run.uncleanElection().state(0, 0, 0, 0).state(ELECTION_MS, 2, 1, 2);
        run.replica(new FakeReplica(2, 0).append(0, A).startEpoch(1));
        history.at(1000).acked(0, 0, 0).info(0, 0).endOffset(0, 2, 0);
        history.at(8000).endOffset(0, 0, 1);
        history.at(9000).finalRead(0, A);
        assertThat(run.alarms(ClientChecker.all())).contains("end-offset-regression");
    }
}
