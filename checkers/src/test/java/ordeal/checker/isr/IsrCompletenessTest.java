package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class IsrCompletenessTest {
    private final FakeTimeline timeline = new FakeTimeline().state(1, 1, 0, 1, 2);
    private final TestEvidence evidence = Given.evidence(timeline).acked(7, 10, 20);

    @Test
    void acceptsMembersThatHoldEverythingAcknowledged() {
        evidence.replicas(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0).batch(10, 12, 0),
                new FakeReplica(2).batch(0, 4, 0).batch(5, 9, 0),
                new FakeReplica(3).batch(0, 4, 0));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("isr-members-compared", 2L);
    }

    @Test
    void rejectsMemberWhoseLogEndsBelowAnAcknowledgedOffset() {
        evidence.replicas(new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0), new FakeReplica(2).batch(0, 4, 0));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
        assertThat(check().anomalies().getFirst().summary())
                .contains("broker 2")
                .contains("its log ends at 5");
    }

    @Test
    void rejectsMemberWithoutAnyLog() {
        evidence.replicas(new FakeReplica(1).batch(0, 9, 0)).emptyDisk(2);
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
    }

    @Test
    void rejectsMemberThatDiffersBelowAnAcknowledgedOffset() {
        evidence.replicas(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 1),
                new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0));
        assertThat(check().anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.summary()).contains("differs from broker 1 at offset 5"));
    }

    @Test
    void acceptsMemberThatDiffersAboveEveryAcknowledgedOffset() {
        evidence.replicas(
                new FakeReplica(1).batch(0, 4, 0).batch(5, 7, 0).batch(8, 9, 1),
                new FakeReplica(2).batch(0, 4, 0).batch(5, 7, 0).altered(8, 9, 0));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void permitsWhatAFaultTook() {
        evidence.replicas(new FakeReplica(1).batch(0, 4, 0), new FakeReplica(2).batch(0, 4, 0))
                .fault(Given.dataLoss(2, 5));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("permitted-isr-missing-record", 2L);
    }

    @Test
    void passesOverABatchInWhichAFaultFlippedABit() {
        evidence.replicas(
                new FakeReplica(1).batch(0, 2, 0).batch(3, 4, 0).batch(5, 9, 0),
                new FakeReplica(2).batch(0, 2, 0).unsound(3, 4, 0).batch(5, 9, 0));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
        evidence.fault(Given.bitRot(2, 3));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void comparesOnBehindABatchInWhichAFaultFlippedABit() {
        evidence.replicas(
                        new FakeReplica(1).batch(0, 2, 0).batch(3, 4, 0).batch(5, 9, 0),
                        new FakeReplica(2).batch(0, 2, 0).unsound(3, 4, 0).altered(5, 9, 0))
                .fault(Given.bitRot(2, 3));
        assertThat(check().anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.summary()).contains("differs from broker 1 at offset 5"));
    }

    @Test
    void permitsWhatAnAllowedUncleanElectionCutOff() {
        timeline.uncleanAllowed().state(2, 3, 1, 3).state(3, 3, 1, 3, 1);
        evidence.roles(Given.role(1, 0, 0), Given.role(3, 1, 5))
                .replicas(new FakeReplica(1).batch(0, 4, 0), new FakeReplica(3).batch(0, 4, 0));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().anomalies())
                .allSatisfy(anomaly -> assertThat(anomaly.permittedCause()).contains("unclean election of broker 3"));
    }

    @Test
    void doesNotPermitWhatLiesBelowTheUncleanElection() {
        timeline.uncleanAllowed().state(2, 3, 1, 3).state(3, 3, 1, 3, 1);
        evidence.roles(Given.role(1, 0, 0), Given.role(3, 1, 6))
                .replicas(
                        new FakeReplica(1).batch(0, 4, 0),
                        new FakeReplica(3).batch(0, 4, 0).batch(5, 9, 0));
        assertThat(check().anomalies()).singleElement().satisfies(anomaly -> {
            assertThat(anomaly.summary()).contains("broker 1").contains("its log ends at 5");
            assertThat(anomaly.permittedCause()).isNull();
        });
    }

    @Test
    void judgesNothingOfProducersThatAskedForOneAck() {
        TestEvidence one = new TestEvidence(Given.runWithOneAck())
                .timeline(timeline)
                .acked(7, 10, 20)
                .replicas(new FakeReplica(1), new FakeReplica(2));
        CheckResult result = new IsrCompleteness().check(one);
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("acknowledged-sends", 0L);
    }

    @Test
    void cannotJudgeWithoutHistory() {
        assertThat(new IsrCompleteness().check(evidence.missingHistory()).verdict())
                .isEqualTo(new Verdict.Unknown("no history"));
    }

    private CheckResult check() {
        return new IsrCompleteness().check(evidence);
    }

    @Test
    void noFaultPermitsThatOneMemberLacksWhatAnotherHolds() {
        evidence.replicas(new FakeReplica(1).batch(0, 4, 0).batch(5, 9, 0), new FakeReplica(2).batch(0, 4, 0))
                .fault(Given.dataLoss(2, 5));
        assertThat(check().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void noFaultPermitsThatMembersDifferBelowWhatOneOfThemHolds() {
        evidence.replicas(
                        new FakeReplica(1).batch(0, 4, 0).batch(5, 6, 0).batch(7, 9, 1),
                        new FakeReplica(2).batch(0, 4, 0).altered(5, 9, 0))
                .fault(Given.dataLoss(2, 5));
        assertThat(check().verdict()).isInstanceOf(Verdict.Invalid.class);
    }
}
