package ordeal.checker.assumption;

import static ordeal.checker.HistoryBuilder.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SortedMap;
import ordeal.checker.Scenario;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Findings;
import ordeal.checker.verdict.Promise;
import org.junit.jupiter.api.Test;

/** Broker 0 leads with ISR 0, 1, 2; it is killed at 10 s, is gone at 13 s and back at 17 s. Session 3 s. */
class DueEffectsTest {
    private static final long END_NANOS = 60_000 * MS;

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2);
    private final Findings findings = new Findings();

    private static FaultRecord fault(int id, String kind, String target, long fromMs, long toMs) {
        return new FaultRecord(
                id,
                kind,
                kind + " " + target,
                FaultRecord.Status.HEALED,
                List.of(target),
                fromMs * MS,
                fromMs * MS,
                toMs * MS,
                List.of("seen"),
                List.of(),
                null);
    }

    private Scenario brokerGone(long atMs, long backMs) {
        return run.registered(1, 0, Long.MAX_VALUE)
                .registered(2, 0, Long.MAX_VALUE)
                .registered(0, 0, atMs)
                .registered(0, backMs, Long.MAX_VALUE);
    }

    private List<String> doubts(FaultRecord... faults) {
        return new DueEffects(run.run(), run, List.of(faults), END_NANOS)
                .judge(findings).stream().map(Doubt::sentence).toList();
    }

    private SortedMap<String, Long> counts() {
        return findings.result("assumptions", Promise.ASSUMPTIONS).counts();
    }

    private void assertDue(long sessions, long leaders, long isrs) {
        assertThat(counts())
                .containsEntry("floor:session-ends-by-faults", sessions)
                .containsEntry("floor:leader-changes-by-faults", leaders)
                .containsEntry("floor:isr-changes-by-faults", isrs);
    }

    @Test
    void acceptsKillAfterWhichSessionLeadershipAndIsrWent() {
        brokerGone(13_000, 17_000).state(13_200, 1, 1, 1, 2);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 17_000))).isEmpty();
        assertDue(1, 1, 1);
        assertThat(counts())
                .containsEntry("session-ends-by-faults", 1L)
                .containsEntry("leader-changes-by-faults", 1L)
                .containsEntry("isr-changes-by-faults", 1L);
    }

    @Test
    void doubtsKillAfterWhichTheLeaderStayed() {
        brokerGone(13_000, 17_000);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 17_000)))
                .containsExactly(
                        "fault 1 (kill broker-0) should have taken the leadership of t-0 from broker 0, and ZooKeeper's"
                                + " log shows no such thing",
                        "fault 1 (kill broker-0) should have taken broker 0 out of the ISR of t-0, and ZooKeeper's log"
                                + " shows no such thing");
    }

    @Test
    void doubtsLeaderChangeThatCameTooLate() {
        brokerGone(13_000, 30_000).state(23_100, 1, 1, 1, 2);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 30_000))).hasSize(2);
    }

    @Test
    void nothingOfALeadershipIsDueOfAFollowersEndButItsPlaceInTheIsr() {
        run.registered(0, 0, Long.MAX_VALUE)
                .registered(1, 0, 13_000)
                .registered(1, 17_000, Long.MAX_VALUE)
                .state(12_500, 0, 0, 0, 2);
        assertThat(doubts(fault(1, "pause", "broker-1", 10_000, 17_000))).isEmpty();
        assertDue(1, 0, 1);
    }

    @Test
    void doubtsLongPauseThatEndedNoSession() {
        run.registered(0, 0, Long.MAX_VALUE);
        assertThat(doubts(fault(1, "pause", "broker-0", 10_000, 16_000)))
                .containsExactly(
                        "fault 1 (pause broker-0) should have ended the session of broker 0, and ZooKeeper's log"
                                + " shows no such thing");
    }

    @Test
    void shortPauseOwesNothing() {
        run.registered(0, 0, Long.MAX_VALUE);
        assertThat(doubts(fault(1, "pause", "broker-0", 10_000, 15_900))).isEmpty();
        assertDue(0, 0, 0);
    }

    @Test
    void sessionNeedNotEndWhileZooKeeperItselfIsHit() {
        run.registered(0, 0, Long.MAX_VALUE);
        assertThat(doubts(
                        fault(1, "pause", "broker-0", 10_000, 20_000),
                        fault(2, "pause", "zookeeper-1", 11_000, 15_000)))
                .isEmpty();
    }

    @Test
    void brokerThatWasSoonBackMayBeTakenForOneThatWasNeverAway() {
        brokerGone(13_000, 14_900);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 15_000))).isEmpty();
        assertDue(0, 0, 0);
    }

    @Test
    void controllerHasToStayAwayLonger() {
        run.controller(0, 0);
        brokerGone(13_000, 17_000);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 17_000))).isEmpty();
        assertDue(1, 0, 0);
    }

    @Test
    void nothingIsDueWhileAnotherFaultLasts() {
        brokerGone(13_000, 17_000);
        assertThat(doubts(
                        fault(1, "kill", "broker-0", 10_000, 17_000),
                        fault(2, "hold-links", "broker-2", 9_000, 12_100)))
                .isEmpty();
        assertDue(1, 0, 0);
    }

    @Test
    void earlierFaultThatWasOverInTimeChangesNothing() {
        brokerGone(13_000, 17_000);
        assertThat(doubts(
                        fault(1, "kill", "broker-0", 10_000, 17_000),
                        fault(2, "hold-links", "broker-2", 9_000, 11_900)))
                .hasSize(2);
    }

    @Test
    void lastMemberOfAnIsrHasNobodyToLeaveItTo() {
        run.state(5_000, 0, 0, 0);
        brokerGone(13_000, 17_000);
        assertThat(doubts(fault(1, "kill", "broker-0", 10_000, 17_000))).isEmpty();
        assertDue(1, 0, 0);
    }

    @Test
    void nothingIsDueThatTheEndOfTheRunMayHaveCutShort() {
        brokerGone(51_000, 55_000);
        assertThat(doubts(fault(1, "kill", "broker-0", 48_000, 55_000))).isEmpty();
        assertDue(1, 0, 0);
    }

    @Test
    void otherFaultsOweNothing() {
        brokerGone(13_000, 17_000);
        assertThat(doubts(fault(1, "hold-links", "broker-0", 10_000, 17_000))).isEmpty();
        assertDue(0, 0, 0);
    }
}
