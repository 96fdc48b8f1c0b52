package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.journal.FakeJournal;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class LeaderCompletenessTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(1, 1, 0, 1, 2, 3).state(20, 2, 1, 2, 3).state(40, 3, 2, 3);
    private final TestEvidence evidence =
            Given.evidence(timeline).acked(9, 5_000, 6_000).emptyDisk(1).emptyDisk(2);

    @Test
    void acceptsLeaderThatStartsAfterEverythingAcknowledged() {
        evidence.replicas(new FakeReplica(3).batch(0, 9, 0)).roles(Given.role(1, 0, 0), Given.role(2, 1, 10));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("acknowledged-sends", 1L);
    }

    @Test
    void rejectsLeaderThatStartsBelowAnOffsetAcknowledgedInAnEarlierEpoch() {
        evidence.replicas(new FakeReplica(3).batch(0, 9, 0)).roles(Given.role(1, 0, 0), Given.role(2, 1, 9));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
        assertThat(check().anomalies().getFirst().summary())
                .contains("broker 2 became leader in epoch 1 from offset 9, without acknowledged offset 9");
    }

    @Test
    void rejectsItAlsoWhenTheValueIsOnNoDisk() {
        evidence.emptyDisk(3).roles(Given.role(1, 0, 0), Given.role(2, 1, 9));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
    }

    @Test
    void acceptsLeaderThatStartsBelowAnOffsetAcknowledgedInItsOwnEpoch() {
        evidence.replicas(new FakeReplica(3).batch(0, 8, 0).batch(9, 9, 1))
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 9));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    /** Seen on Apache Kafka: epoch 1's leader never had what epoch 0's had appended, and its followers led again before they had cut it. */
    @Test
    void acceptsLeaderWithoutWhatOnlyALaterOneAcknowledged() {
        assertThat(appendedInEpoch0(41_000).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsLeaderWithoutWhatWasAcknowledgedBeforeTheLaterOneThatHeldIt() {
        assertThat(Given.types(appendedInEpoch0(39_000))).containsExactly("isr-missing-record");
    }

    private CheckResult appendedInEpoch0(long acknowledgedMs) {
        return new LeaderCompleteness()
                .check(Given.evidence(timeline)
                        .acked(9, 5_000, acknowledgedMs)
                        .emptyDisk(1)
                        .emptyDisk(2)
                        .replicas(new FakeReplica(3).batch(0, 9, 0))
                        .roles(Given.role(1, 0, 0), Given.role(2, 1, 9), Given.role(3, 2, 10)));
    }

    @Test
    void acceptsLeaderElectedAboutWhenAValueOnNoDiskWasAcknowledged() {
        TestEvidence late = Given.evidence(timeline)
                .acked(9, 19_000, 19_500)
                .emptyDisk(3)
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 9));
        assertThat(new LeaderCompleteness().check(late).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void exemptsUncleanElectionAndLeadersAfterIt() {
        FakeTimeline unclean = new FakeTimeline()
                .uncleanAllowed()
                .state(1, 1, 0, 1)
                .state(20, 2, 1, 2)
                .state(40, 3, 2, 3);
        TestEvidence cut = Given.evidence(unclean)
                .acked(9, 5_000, 6_000)
                .emptyDisk(3)
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 4), Given.role(3, 2, 5));
        assertThat(new LeaderCompleteness().check(cut).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsCleanLeaderThatLacksWhatTheUncleanOneHeld() {
        FakeTimeline unclean = new FakeTimeline()
                .uncleanAllowed()
                .state(1, 1, 0, 1)
                .state(20, 2, 1, 2, 3)
                .state(30, 2, 1, 2, 3)
                .state(40, 3, 2, 3);
        TestEvidence cut = Given.evidence(unclean)
                .acked(3, 5_000, 6_000)
                .acked(9, 5_000, 6_000)
                .replicas(new FakeReplica(1).batch(0, 3, 0))
                .acked(6, 25_000, 26_000)
                .replicas(new FakeReplica(2).batch(0, 4, 0).batch(5, 6, 1))
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 5), Given.role(3, 2, 6));
        assertThat(new LeaderCompleteness().check(cut).anomalies())
                .singleElement()
                .satisfies(anomaly -> assertThat(anomaly.summary()).contains("without acknowledged offset 6"));
    }

    @Test
    void exemptsOffsetsThatAFaultTook() {
        evidence.emptyDisk(3).roles(Given.role(1, 0, 0), Given.role(2, 1, 9)).fault(Given.dataLoss(2, 9));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void doesNotExemptALeaderFromWhatAnotherBrokerLost() {
        timeline.gone(1, 10).returns(1, 15);
        evidence.emptyDisk(3).roles(Given.role(1, 0, 0), Given.role(2, 1, 9)).fault(Given.dataLoss(1, 0, 12));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
    }

    @Test
    void doesNotExemptALeaderFromALossThatCameLater() {
        timeline.gone(2, 50).returns(2, 55);
        evidence.emptyDisk(3).roles(Given.role(1, 0, 0), Given.role(2, 1, 9)).fault(Given.dataLoss(2, 0, 52));
        assertThat(Given.types(check())).containsExactly("isr-missing-record");
    }

    @Test
    void exemptsLeadersAfterTheOneThatHadLostIt() {
        evidence.emptyDisk(3)
                .roles(Given.role(1, 0, 0), Given.role(2, 1, 9), Given.role(3, 2, 9))
                .fault(Given.dataLoss(2, 9));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void doesNotExemptOffsetsBelow() {
        evidence.emptyDisk(3).roles(Given.role(1, 0, 0), Given.role(2, 1, 9)).fault(Given.dataLoss(2, 10));
        assertThat(check().verdict()).isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void acceptsLeaderThatStartsAtTheHighWatermarkThatJournalsTellOf() {
        assertThat(journaled(10, 10).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsLeaderThatStartsBelowTheHighWatermarkOfAnEarlierEpochAlsoAZombies() {
        CheckResult result = journaled(9, 10);
        assertThat(Given.types(result)).containsExactly("isr-missing-record");
        assertThat(result.anomalies().getFirst().summary())
                .contains("broker 2 became leader in epoch 1 from offset 9, below the high watermark 10 of leader"
                        + " epoch 0");
        assertThat(result.anomalies().getFirst().witness())
                .extracting(Anomaly.Witness::text)
                .contains("broker 2 cut t-0 from 10 to 9 in epoch 0 (partition epoch 0): a new follower resumes");
    }

    private CheckResult journaled(long startOffset, long highWatermark) {
        FakeJournal zombie = new FakeJournal(1).leads(0, 0, 0, 1, 2, 3).commits(0, 0, highWatermark, 3);
        FakeJournal cutter = new FakeJournal(2).follows(0, 0, 1, 10, 8).cut(0, 0, 10, 9, 8);
        return new LeaderCompleteness()
                .check(Given.journaled(timeline, zombie, cutter)
                        .emptyDisk(1)
                        .roles(Given.role(1, 0, 0), Given.role(2, 1, startOffset)));
    }

    @Test
    void cannotJudgeWithoutTheLogThatTheSystemPromises() {
        assertThat(new LeaderCompleteness().check(evidence.missingRoles()).verdict())
                .isInstanceOf(Verdict.Unknown.class);
    }

    private CheckResult check() {
        return new LeaderCompleteness().check(evidence);
    }
}
