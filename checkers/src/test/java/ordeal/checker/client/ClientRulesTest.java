package ordeal.checker.client;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.FakeReplica;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Scenario;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Reader;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class ClientRulesTest {
    private static final Value A = value(0, 0, 0);
    private static final Value B = value(0, 0, 1);
    private static final Value C = value(0, 0, 2);
    private static final Value D = value(1, 0, 0);

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2);
    private final HistoryBuilder history = run.history;

    private void disks(Value... values) {
        disksOfEpoch(0, values);
    }

    private void disksOfEpoch(int epoch, Value... values) {
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0).append(epoch, values));
        }
    }

    private List<String> alarms() {
        return run.alarms(ClientChecker.all());
    }

    private List<String> alarmsExcept(String... others) {
        List<String> alarms = new ArrayList<>(alarms());
        alarms.removeAll(List.of(others));
        return alarms;
    }

    private CheckResult result(String checker) {
        return ClientChecker.all().stream()
                .filter(one -> one.name().equals(checker))
                .findFirst()
                .orElseThrow()
                .check(run);
    }

    // inconsistent-offsets

    @Test
    void rejectsTwoValuesAtOneOffset() {
        long a = history.invoke(0, 0);
        long d = history.invoke(1, 0);
        history.complete(0, 0, a, Outcome.OK, 0)
                .complete(1, 0, d, Outcome.OK, 0)
                .finalRead(0, A);
        disks(A);
        assertThat(alarmsExcept("lost-write")).containsExactly("inconsistent-offsets");
    }

    @Test
    void acceptsIndeterminateSendBesideAcknowledgedOneUntilSomebodyReadsItThere() {
        long open = history.invoke(1, 0);
        history.complete(1, 0, open, Outcome.INFO, 0).acked(0, 0, 0).finalRead(0, A);
        disks(A);
        assertThat(alarms()).isEmpty();
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, D);
        assertThat(alarmsExcept("read-then-lost")).containsExactly("inconsistent-offsets");
    }

    @Test
    void reportsAllOfTenValuesThatCollideOnTwoOffsets() {
        Value[] values = new Value[10];
        for (int i = 0; i < 10; i++) {
            history.acked(0, 0, i % 2);
            values[i] = value(0, 0, i);
        }
        disks(values[0], values[1]);
        history.finalRead(0, values[0], values[1]);
        List<String> summaries = result("offsets").anomalies().stream()
                .map(anomaly -> anomaly.summary())
                .toList();
        assertThat(summaries).hasSize(2);
        for (Value value : values) {
            assertThat(String.join(" ", summaries)).contains(value.toString());
        }
    }

    @Test
    void acceptsUncommittedTailOfFollowerAndRejectsCommittedDifference() {
        history.acked(0, 0, 0).info(0, 0).info(1, 0).finalRead(0, A);
        run.replica(new FakeReplica(0, 0).append(0, A, B));
        run.replica(new FakeReplica(1, 0).append(0, A, D));
        run.replica(new FakeReplica(2, 0).append(0, A));
        assertThat(result("offsets").verdict()).isEqualTo(new Verdict.Valid());
        run.replica(new FakeReplica(1, 0).append(0, D));
        assertThat(result("offsets").counts()).containsEntry("inconsistent-offsets", 1L);
    }

    // duplicate

    @Test
    void rejectsBatchAppendedTwiceByTheBroker() {
        history.acked(0, 0, 0).finalRead(0, A, A);
        disks(A, A);
        assertThat(alarms()).containsExactly("duplicate");
        Anomaly duplicate = result("offsets").anomalies().getFirst();
        assertThat(duplicate.summary()).endsWith("was appended twice");
        assertThat(duplicate.atNanos()).isNotNegative();
    }

    @Test
    void namesTheElectionBetweenTwoAppends() {
        history.acked(0, 0, 0).finalRead(0, A, A);
        run.state(3, 1, 1, 1, 2).role(1, 4, 1, 1);
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0).append(0, A).append(1, A));
        }
        assertThat(result("offsets").anomalies().getFirst().summary())
                .endsWith("was appended twice; broker 1 became leader of epoch 1 at 0.003 s from offset 1");
    }

    @Test
    void reportsResendOfTheClientApart() {
        history.acked(0, 0, 0).finalRead(0, A, A);
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0)
                    .append(0, A.pack(), 7, (short) 0, 5)
                    .append(0, A.pack(), 7, (short) 1, 0));
        }
        assertThat(alarms()).isEmpty();
        assertThat(result("offsets").counts()).containsEntry("permitted:client-resend", 1L);
    }

    @Test
    void permitsDuplicateWithoutIdempotence() {
        run.withoutIdempotence();
        history.acked(0, 0, 0).finalRead(0, A, A);
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0)
                    .append(0, A.pack(), -1, (short) -1, -1)
                    .append(0, A.pack(), -1, (short) -1, -1));
        }
        assertThat(alarms()).isEmpty();
    }

    @Test
    void cannotAttributeDuplicateWithoutDisks() {
        history.acked(0, 0, 0).finalRead(0, A, A);
        run.missingDisk(0).missingDisk(1).missingDisk(2);
        assertThat(result("offsets").verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    // phantom, aborted-read

    @Test
    void rejectsBytesThatNobodyWrote() {
        history.positioned(1, Reader.LIVE, 0, 0).foreign(1, 0, 0).finalRead(0);
        disks();
        assertThat(alarms()).containsExactly("phantom");
    }

    @Test
    void rejectsValueNobodySentAndValueOfAnotherPartition() {
        run.partitions(2).stateOf(1, 0, 0, 0, 0, 1, 2);
        Value elsewhere = value(0, 1, 0);
        history.acked(0, 1, 0).finalRead(0, A, elsewhere).finalRead(1, elsewhere);
        assertThat(result("polls").counts()).containsEntry("phantom", 2L);
    }

    @Test
    void rejectsValueOfRefusedSendWhereverItIsRead() {
        history.failed(0, 0).acked(1, 0, 0).finalRead(0, D, A);
        disks(D, A);
        assertThat(alarms()).containsExactly("aborted-read");
    }

    @Test
    void acceptsRefusedSendThatNobodyReads() {
        history.failed(0, 0).acked(1, 0, 0).finalRead(0, D);
        disks(D);
        assertThat(alarms()).isEmpty();
    }

    // real-time-order, nonmonotonic-send

    @Test
    void rejectsLaterSendWithSmallerOffset() {
        history.acked(0, 0, 1).acked(1, 0, 0).finalRead(0, D, A);
        disks(D, A);
        assertThat(alarms()).containsExactly("real-time-order");
        assertThat(result("order").anomalies().getFirst().summary()).endsWith("got offset 0");
    }

    @Test
    void namesTheElectionThatTookWhatALaterSendWasNotPutAfter() {
        run.state(3, 1, 1, 1, 2).role(1, 4, 1, 0);
        history.acked(0, 0, 1).at(5).acked(1, 0, 0).finalRead(0, D);
        disksOfEpoch(1, D);
        assertThat(result("order").anomalies().getFirst().summary())
                .endsWith("got offset 0; broker 1 became leader of epoch 1 at 0.003 s from offset 0, without it");
    }

    @Test
    void acceptsConcurrentSendsInAnyOrder() {
        long a = history.invoke(0, 0);
        long d = history.invoke(1, 0);
        history.complete(0, 0, a, Outcome.OK, 1)
                .complete(1, 0, d, Outcome.OK, 0)
                .finalRead(0, D, A);
        disks(D, A);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void rejectsSendsOfOneProducerOutOfOrder() {
        long a = history.invoke(0, 0);
        long b = history.invoke(0, 0);
        history.complete(0, 0, a, Outcome.OK, 1)
                .complete(0, 0, b, Outcome.OK, 0)
                .finalRead(0, B, A);
        disks(B, A);
        assertThat(alarms()).containsExactly("nonmonotonic-send");
        assertThat(result("order").anomalies().getFirst().summary()).endsWith("at offset 0");
    }

    @Test
    void namesTheElectionThatTookTheEarlierOfTwoSends() {
        run.state(3, 1, 1, 1, 2).role(1, 4, 1, 0);
        long a = history.invoke(0, 0);
        long b = history.invoke(0, 0);
        history.complete(0, 0, a, Outcome.OK, 1)
                .complete(0, 0, b, Outcome.OK, 0)
                .finalRead(0, B);
        disksOfEpoch(1, B);
        assertThat(result("order").anomalies().getFirst().summary())
                .endsWith("at offset 0; broker 1 became leader of epoch 1 at 0.003 s from offset 0, without it");
    }

    @Test
    void permitsOvertakingWithoutIdempotence() {
        run.withoutIdempotence();
        rejectsNothingOf("nonmonotonic-send");
        assertThat(result("order").counts()).containsEntry("permitted:overtaken", 1L);
    }

    private void rejectsNothingOf(String type) {
        long a = history.invoke(0, 0);
        long b = history.invoke(0, 0);
        history.complete(0, 0, a, Outcome.OK, 1)
                .complete(0, 0, b, Outcome.OK, 0)
                .finalRead(0, B, A);
        disks(B, A);
        assertThat(alarms()).doesNotContain(type);
    }

    // poll-skip, nonmonotonic-poll

    @Test
    void rejectsConsumerThatPassesOverRecord() {
        history.acked(0, 0, 0).acked(0, 0, 1).acked(0, 0, 2);
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A).poll(1, 0, 2, C);
        history.finalRead(0, A, B, C);
        disks(A, B, C);
        assertThat(alarms()).containsExactly("poll-skip");
    }

    @Test
    void acceptsOffsetGapThatNobodyEverFilled() {
        history.acked(0, 0, 0).acked(0, 0, 2);
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A).poll(1, 0, 2, B);
        history.finalReadOf(0, 1, 0, A);
        history.positioned(200, Reader.FINAL, 0, 0).poll(200, 0, 0, A).poll(200, 0, 2, B);
        run.missingDisk(0).missingDisk(1).missingDisk(2);
        assertThat(result("polls").verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsConsumerThatGoesBackAndAcceptsOneThatWasPositionedAnew() {
        history.acked(0, 0, 0).acked(0, 0, 1).finalRead(0, A, B);
        disks(A, B);
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A, B);
        history.positioned(1, Reader.LIVE, 0, 0).poll(1, 0, 0, A, B);
        assertThat(alarms()).isEmpty();
        history.poll(1, 0, 1, B);
        assertThat(alarms()).containsExactly("nonmonotonic-poll");
    }

    @Test
    void countsForeignRecordAsReadAndNotAsSkipped() {
        history.acked(0, 0, 0).info(0, 0).acked(0, 0, 2).finalRead(0, A, B, C);
        disks(A, B, C);
        history.positioned(1, Reader.LIVE, 0, 0)
                .poll(1, 0, 0, A)
                .foreign(1, 0, 1)
                .poll(1, 0, 2, C);
        assertThat(alarms()).containsExactly("phantom");
    }

    // end-offset-regression

    @Test
    void rejectsEndOffsetThatGoesBackInTheSameOrNewerEpoch() {
        disks();
        history.endOffset(0, 5, 1).endOffset(0, 4, 1).endOffset(0, 3, 2).finalRead(0);
        assertThat(result("end-offsets").counts()).containsEntry("end-offset-regression", 2L);
    }

    @Test
    void namesTheElectionBetweenTwoEndOffsets() {
        run.state(3, 1, 1, 1, 2).role(1, 4, 1, 5);
        history.endOffset(0, 7, 0).at(5).endOffset(0, 5, 1).finalRead(0);
        assertThat(result("end-offsets").anomalies().getFirst().summary())
                .endsWith("then the end offset was 5 in epoch 1; broker 1 became leader of epoch 1 at 0.003 s from"
                        + " offset 5, without it");
    }

    @Test
    void namesNoElectionBetweenTwoEndOffsetsOfOneEpoch() {
        run.state(3, 1, 1, 1, 2).role(1, 4, 1, 5);
        history.at(5).endOffset(0, 7, 1).endOffset(0, 5, 1).finalRead(0);
        assertThat(result("end-offsets").anomalies().getFirst().summary()).endsWith("was 5 in epoch 1");
    }

    @Test
    void acceptsStaleAnswerOfCutOffLeader() {
        disks();
        history.endOffset(0, 5, 2).endOffset(0, 4, 1).endOffset(0, 3, -1).finalRead(0);
        assertThat(result("end-offsets").verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsEndOffsetNotAboveAcknowledgementOfSameEpoch() {
        disks(A, B);
        history.acked(0, 0, 0).acked(0, 0, 1).endOffset(0, 1, 0).finalRead(0, A, B);
        assertThat(alarms()).containsExactly("end-offset-regression");
    }

    @Test
    void acknowledgementOfNewerEpochDoesNotBindOlderAnswer() {
        for (int broker = 0; broker < 3; broker++) {
            run.replica(new FakeReplica(broker, 0).append(3, A));
        }
        history.acked(0, 0, 0).endOffset(0, 0, 2).finalRead(0, A);
        assertThat(alarms()).isEmpty();
    }

    @Test
    void cutOffLeaderMayNotKnowWhatItsSuccessorAcknowledgedOfItsAppends() {
        run.state(10_000, 1, 1, 1, 2);
        disks(A);
        history.at(20_000).acked(0, 0, 0).endOffset(0, 0, 0).finalRead(0, A);
        assertThat(alarms()).isEmpty();
        history.endOffset(0, 0, 1);
        assertThat(alarms()).containsExactly("end-offset-regression");
    }

    // all rules

    @Test
    void ruleThatBreaksDownDoesNotHideWhatWasFound() {
        history.foreign(1, 0, 0).foreign(1, 7, 0);
        assertThat(result("polls").verdict()).isInstanceOf(Verdict.Invalid.class);
    }
}
