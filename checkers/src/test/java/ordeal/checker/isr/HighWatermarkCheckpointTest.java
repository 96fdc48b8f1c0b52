package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class HighWatermarkCheckpointTest {
    private final FakeTimeline timeline = new FakeTimeline().state(1, 1, 0, 1, 2, 3);
    private final TestEvidence evidence = Given.evidence(timeline);

    @Test
    void acceptsHighWatermarkFromTheLogsStartToItsEnd() {
        evidence.replicas(
                new FakeReplica(1).batch(3, 9, 0).startingAt(3).highWatermark(3),
                new FakeReplica(2).batch(0, 9, 0).highWatermark(10),
                new FakeReplica(3).batch(0, 9, 0));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        assertThat(check().counts()).containsEntry("checkpointed-high-watermarks", 2L);
    }

    @Test
    void rejectsHighWatermarkAboveTheLogsEnd() {
        evidence.replicas(new FakeReplica(2).batch(0, 9, 0).highWatermark(11));
        assertThat(Given.types(check())).containsExactly("high-watermark-broken");
        assertThat(check().anomalies().getFirst().summary()).contains("broker 2", "high watermark 11", "from 0 to 10");
    }

    @Test
    void rejectsHighWatermarkBelowTheLogsStart() {
        evidence.replicas(new FakeReplica(2).batch(3, 9, 0).startingAt(3).highWatermark(2));
        assertThat(Given.types(check())).containsExactly("high-watermark-broken");
    }

    @Test
    void doesNotJudgeLogThatMayBeShorterThanItWas() {
        evidence.replicas(new FakeReplica(2).batch(0, 9, 0).highWatermark(11)).fault(Given.dataLoss(2, 10));
        assertThat(check().verdict()).isEqualTo(new Verdict.Valid());
        TestEvidence unclean = Given.evidence(
                        new FakeTimeline().uncleanAllowed().state(1, 1, 0, 1).state(2, 2, 1, 2))
                .replicas(new FakeReplica(2).batch(0, 9, 0).highWatermark(11));
        assertThat(new HighWatermarkCheckpoint().check(unclean).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void cannotJudgeWithoutDisks() {
        assertThat(check().verdict()).isInstanceOf(Verdict.Unknown.class);
    }

    private CheckResult check() {
        return new HighWatermarkCheckpoint().check(evidence);
    }
}
