package ordeal.checker.isr;

import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class MinIsrTest {
    private final FakeTimeline timeline =
            new FakeTimeline().state(0, 1, 0, 1, 2, 3).state(10, 1, 0, 1).state(20, 1, 0, 1, 2);
    private final TestEvidence evidence = Given.evidence(timeline).replicas(new FakeReplica(1).batch(0, 99, 0));

    @Test
    void rejectsSendAcknowledgedWhollyWhileTheIsrWasTooSmall() {
        CheckResult result = check(evidence.acked(5, 14_000, 15_000));
        assertThat(Given.types(result)).containsExactly("isr-rule-broken");
        assertThat(result.anomalies().getFirst().witness())
                .extracting(Anomaly.Witness::text)
                .contains("send of p3-000005@0 acknowledged at offset 5 in leader epoch 0, sent at 14.000 s");
    }

    @Test
    void acceptsSendThatBeganBeforeTheIsrShrank() {
        assertThat(check(evidence.acked(5, 9_000, 15_000)).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void acceptsSendThatWaitedForTheIsrToGrow() {
        assertThat(check(evidence.acked(5, 14_000, 20_100)).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void acceptsSendWithinTheSlack() {
        assertThat(check(evidence.acked(5, 10_500, 11_000)).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void acceptsSendOfALeaderThatMayNotHaveLearnedOfTheShrink() {
        assertThat(check(evidence.acked(5, 14_000, 15_000).fault(Given.fault("broker-1", 9, 16)))
                        .verdict())
                .isEqualTo(new Verdict.Valid());
    }

    @Test
    void rejectsSendOfALeaderThatNoFaultConcerned() {
        assertThat(check(evidence.acked(5, 14_000, 15_000).fault(Given.fault("broker-2", 9, 16)))
                        .verdict())
                .isInstanceOf(Verdict.Invalid.class);
    }

    @Test
    void acceptsSendOfADeposedLeader() {
        FakeTimeline deposed = new FakeTimeline().state(0, 1, 0, 1, 2, 3).state(10, 2, 1, 2);
        TestEvidence zombie = Given.evidence(deposed)
                .replicas(new FakeReplica(1).batch(0, 99, 0))
                .acked(5, 14_000, 15_000);
        assertThat(check(zombie).verdict()).isEqualTo(new Verdict.Valid());
    }

    @Test
    void doesNotJudgeSendWhoseValueIsOnNoDisk() {
        CheckResult result = check(evidence.acked(100, 14_000, 15_000));
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("sends-without-epoch", 1L);
    }

    private static CheckResult check(TestEvidence evidence) {
        return new MinIsr().check(evidence);
    }
}
