package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class LogMatchingTest {
    @Test
    void acceptsEqualLogsOfDifferentLength() {
        CheckResult result = check(new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 1), new FakeReplica(2).batch(0, 4, 0));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("batches-compared", 1L);
    }

    @Test
    void rejectsDifferentRecordsUnderTheSameEpoch() {
        CheckResult result = check(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0),
                new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0));
        assertThat(Given.types(result)).containsExactly("replica-divergence");
        assertThat(result.anomalies().getFirst().summary()).contains("differ at offset 5");
    }

    @Test
    void acceptsUncommittedTailOfAnotherEpoch() {
        CheckResult result = check(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 1),
                new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsForkBelowACommonEpoch() {
        CheckResult result = check(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 1).batch(10, 12, 2),
                new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0).batch(10, 12, 2));
        assertThat(result.anomalies().getFirst().summary()).contains("offset 12 but differ at offset 5");
    }

    @Test
    void namesTheElectionThatMadeTheForkAndHowFarTheOtherCutItsLog() {
        FakeTimeline elected =
                new FakeTimeline().state(1, 1, 0, 1, 2).state(20, 2, 1, 1, 2).state(30, 2, 2, 1, 2);
        TestEvidence fork = Given.journaled(elected, new FakeJournal(1).cut(1, 1, 9, 8, 0))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 7, 0).batch(8, 9, 2),
                        new FakeReplica(2).batch(0, 4, 0).batch(5, 7, 1).batch(8, 9, 2))
                .roles(Given.role(2, 1, 5));
        Anomaly anomaly = new LogMatching().check(fork).anomalies().getFirst();
        assertThat(anomaly.summary())
                .contains(
                        "differ at offset 5; broker 2 became leader of epoch 1 at 20.000 s from offset 5, and broker 1 kept"
                                + " its record of epoch 0; broker 1 cut t-0 from 9 to 8 in epoch 1");
        assertThat(anomaly.atNanos()).isEqualTo(20_000_000_000L);
        assertThat(anomaly.witness())
                .extracting(Anomaly.Witness::source)
                .containsExactlyInAnyOrder("log", "journal", "zookeeper", "disk", "disk");
    }

    @Test
    void namesNoElectionForAForkWithinOneEpoch() {
        TestEvidence fork = Given.journaled(new FakeTimeline().state(1, 1, 0, 1, 2))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 7, 0),
                        new FakeReplica(2).batch(0, 4, 0).altered(5, 7, 0));
        assertThat(new LogMatching().check(fork).anomalies().getFirst().summary())
                .endsWith("differ at offset 5");
    }

    @Test
    void rejectsOtherBatchBoundaries() {
        CheckResult result = check(new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0), new FakeReplica(2).batch(0, 9, 0));
        assertThat(Given.types(result)).containsExactly("replica-divergence");
    }

    @Test
    void acceptsLogThatStartsLaterInTheMiddleOfABatch() {
        CheckResult result = check(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0),
                new FakeReplica(2).startingAt(3).batch(3, 4, 0).batch(5, 9, 0));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsDifferentRecordsInTheMiddleOfABatch() {
        CheckResult result = check(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0),
                new FakeReplica(2).startingAt(3).altered(3, 4, 0).batch(5, 9, 0));
        assertThat(result.anomalies().getFirst().summary()).contains("differ at offset 3");
    }

    @Test
    void rejectsGapInALog() {
        CheckResult result = check(new FakeReplica(1).batch(0, 4, 0).batch(6, 9, 0));
        assertThat(result.anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.summary()).contains("goes from offset 4 to 6"));
    }

    @Test
    void rejectsWrongChecksum() {
        CheckResult result = check(new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0));
        assertThat(result.anomalies())
                .singleElement()
                .satisfies(
                        anomaly -> assertThat(anomaly.summary()).contains("offset 5 of broker 1 has a wrong checksum"));
    }

    @Test
    void permitsWrongChecksumWhereAFaultFlippedABit() {
        TestEvidence evidence = Given.evidence(new FakeTimeline())
                .replicas(new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0).batch(10, 12, 0));
        CheckResult permitted = new LogMatching().check(evidence.fault(Given.bitRot(1, 5)));
        assertThat(permitted.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(permitted.anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.permittedCause()).contains("flipped a bit"));
    }

    @Test
    void rejectsWrongChecksumInAnotherBatchOrOfAnotherBrokerThanTheFaults() {
        for (FaultRecord elsewhere : List.of(Given.bitRot(1, 4), Given.bitRot(2, 5), Given.dataLoss(1, 5))) {
            TestEvidence evidence = Given.evidence(new FakeTimeline())
                    .replicas(new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0));
            assertThat(new LogMatching().check(evidence.fault(elsewhere)).verdict())
                    .as(elsewhere.toString())
                    .isInstanceOf(Verdict.Invalid.class);
        }
    }

    @Test
    void rejectsGapBehindADamageThatIsPermitted() {
        TestEvidence evidence = Given.evidence(new FakeTimeline())
                .replicas(new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0).batch(11, 12, 0));
        assertThat(new LogMatching().check(evidence.fault(Given.bitRot(1, 5))).verdict())
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void rejectsForkBehindADamageThatIsPermitted() {
        TestEvidence evidence = Given.evidence(new FakeTimeline())
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0).altered(10, 12, 0),
                        new FakeReplica(2).batch(0, 4, 0).batch(5, 9, 0).batch(10, 12, 0));
        assertThat(new LogMatching().check(evidence.fault(Given.bitRot(1, 5))).anomalies())
                .extracting(Anomaly::summary)
                .anySatisfy(summary -> assertThat(summary).contains("but differ at offset 10"));
    }

    @Test
    void cannotJudgePartitionWithoutReplica() {
        CheckResult result = new LogMatching()
                .check(Given.evidence(new FakeTimeline()).emptyDisk(1).emptyDisk(2));
        assertThat(result.verdict()).isEqualTo(new Verdict.Unknown("no disk holds a replica of t-0"));
    }

    @Test
    void permitsDivergenceWhereAFaultTookData() {
        TestEvidence evidence = Given.evidence(new FakeTimeline().state(1, 1, 0, 1, 2, 3))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0),
                        new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0));
        CheckResult permitted = new LogMatching().check(evidence.fault(Given.dataLoss(1, 5)));
        assertThat(permitted.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(permitted.anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.permittedCause()).contains("took unsynced data of broker 1"));
    }

    @Test
    void doesNotPermitDivergenceBelowWhatAFaultTook() {
        TestEvidence evidence = Given.evidence(new FakeTimeline().state(1, 1, 0, 1, 2, 3))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0),
                        new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0));
        assertThat(new LogMatching().check(evidence.fault(Given.dataLoss(1, 6))).verdict())
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void cannotJudgeWithoutEveryDisk() {
        TestEvidence evidence = Given.evidence(new FakeTimeline()).missingDisk(1);
        assertThat(new LogMatching().check(evidence).verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    private static CheckResult check(FakeReplica... replicas) {
        return new LogMatching().check(Given.evidence(new FakeTimeline()).replicas(replicas));
    }

    @Test
    void noFaultPermitsForkBelowAnEpochThatBothReplicasShare() {
        TestEvidence evidence = Given.evidence(new FakeTimeline()
                        .state(1, 1, 0, 1, 2, 3)
                        .state(2, 2, 1, 2)
                        .state(3, 2, 2, 2, 1))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0).batch(10, 12, 2),
                        new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 1).batch(10, 12, 2))
                .fault(Given.dataLoss(1, 5))
                .fault(Given.dataLoss(2, 5));
        assertThat(new LogMatching().check(evidence).verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void noFaultPermitsWrongChecksum() {
        TestEvidence evidence = Given.evidence(new FakeTimeline())
                .replicas(new FakeReplica(1).batch(0, 4, 0).unsound(5, 9, 0))
                .fault(Given.dataLoss(1, 5));
        assertThat(new LogMatching().check(evidence).verdict()).isInstanceOf(Verdict.Invalid.class);
    }
}
