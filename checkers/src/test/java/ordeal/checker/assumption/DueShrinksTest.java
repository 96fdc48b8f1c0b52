package ordeal.checker.assumption;

import static ordeal.checker.HistoryBuilder.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Scenario;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.FaultRecord.HeldLink;
import ordeal.checker.verdict.Findings;
import ordeal.checker.verdict.Promise;
import org.junit.jupiter.api.Test;

/** Broker 0 leads with ISR 0, 1, 2. The lag time is 2 s, so a hold of five seconds is due a change of the ISR. */
class DueShrinksTest {
    private static final HeldLink FETCHES_OF_1 = new HeldLink("broker-1", "broker-0", "answer");

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1, 2);
    private final Findings findings = new Findings();

    private static FaultRecord hold(int id, long fromMs, long toMs, HeldLink... links) {
        return new FaultRecord(
                id,
                "hold-links",
                "hold",
                FaultRecord.Status.HEALED,
                List.of("broker-0", "broker-1"),
                fromMs * MS,
                fromMs * MS,
                toMs * MS,
                List.of("held"),
                List.of(),
                List.of(links),
                null);
    }

    private List<String> doubts(FaultRecord... faults) {
        return new DueShrinks(run.run(), run, List.of(faults))
                .judge(findings).stream().map(Doubt::sentence).toList();
    }

    private long due() {
        return findings.result("assumptions", Promise.ASSUMPTIONS)
                .counts()
                .getOrDefault("floor:isr-changes-by-faults", 0L);
    }

    @Test
    void acceptsFollowerThatLeftTheIsr() {
        run.state(13_000, 0, 0, 0, 2);
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1))).isEmpty();
        assertThat(due()).isEqualTo(1);
    }

    @Test
    void doubtsHoldAfterWhichTheFollowerStayed() {
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1)))
                .containsExactly("fault 1 (hold) should have taken broker 1 out of the ISR of t-0, and ZooKeeper's log"
                        + " shows no such thing");
    }

    @Test
    void doubtsFollowerThatLeftOnlyAfterTheHold() {
        run.state(15_300, 0, 0, 0, 2);
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1))).hasSize(1);
    }

    @Test
    void acceptsAnotherLeaderMeanwhile() {
        run.state(12_000, 2, 1, 2, 0, 1);
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1))).isEmpty();
    }

    @Test
    void shorterHoldOwesNothing() {
        assertThat(doubts(hold(1, 10_000, 14_999, FETCHES_OF_1))).isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void holdOwesNothingWhereTheDialledBrokerDoesNotLead() {
        assertThat(doubts(hold(1, 10_000, 15_000, new HeldLink("broker-0", "broker-1", "request"))))
                .isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void holdThatCutsAnythingElseOwesNothing() {
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1, new HeldLink("broker-0", "broker-2", "request"))))
                .as("the leader's own requests, maybe to the controller")
                .isEmpty();
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1, new HeldLink("clients", "broker-0", "request"))))
                .isEmpty();
        assertThat(doubts(hold(1, 10_000, 15_000))).as("nothing is held").isEmpty();
        assertThat(due()).isZero();
    }

    @Test
    void nothingIsDueWhileAnotherFaultLasts() {
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1), hold(2, 8_000, 9_100)))
                .isEmpty();
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1), hold(2, 8_000, 8_900)))
                .hasSize(1);
    }

    @Test
    void followerOutsideTheIsrOwesNothing() {
        run.state(5_000, 0, 0, 0, 2);
        assertThat(doubts(hold(1, 10_000, 15_000, FETCHES_OF_1))).isEmpty();
        assertThat(due()).isZero();
    }
}
