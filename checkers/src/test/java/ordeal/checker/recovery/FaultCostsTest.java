package ordeal.checker.recovery;

import static ordeal.checker.HistoryBuilder.MS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Scenario;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.run.FaultRecord;
import org.junit.jupiter.api.Test;

class FaultCostsTest {
    private static final long INTERVAL_MS = 100;

    private final Scenario run = new Scenario();

    /** One send each 100 ms for 60 s; those intended within the outage are acknowledged when it ends, if ever. */
    private void load(long outageFromMs, long outageToMs, boolean acknowledged) {
        run.history.phase(Phase.WARM_UP);
        for (long i = 1; i < 600; i++) {
            long intendedMs = i * INTERVAL_MS;
            if (intendedMs == 10_000) {
                run.history.at(10_000).phase(Phase.FAULTS);
            }
            boolean hit = intendedMs >= outageFromMs && intendedMs < outageToMs;
            long completedMs = hit ? outageToMs : intendedMs + 5;
            Outcome outcome = hit && !acknowledged ? Outcome.INFO : Outcome.OK;
            run.history.add(new HistoryEvent.SendInvoked(0, 0, i - 1, 100, intendedMs * MS, intendedMs * MS));
            run.history.add(new HistoryEvent.SendCompleted(0, 0, i - 1, completedMs * MS, outcome, i - 1, null));
        }
    }

    private void fault(int id, long fromMs, long toMs) {
        run.fault(new FaultRecord(
                id,
                "kill",
                "kill broker 1",
                FaultRecord.Status.HEALED,
                List.of(),
                fromMs * MS,
                fromMs * MS,
                toMs * MS,
                List.of("gone"),
                List.of(),
                null));
    }

    private PartitionCost cost(int index) {
        return FaultCosts.of(run).get(index).partitions().getFirst();
    }

    @Test
    void measuresOutageByIntendedTime() {
        load(20_500, 25_000, false);
        fault(1, 20_000, 23_000);
        assertThat(cost(0).windows()).containsExactly(new Unavailability(20_500 * MS, 25_000 * MS));
        assertThat(cost(0).firstErrorNanos()).isEqualTo(500 * MS);
        assertThat(cost(0).firstSuccessNanos()).isEqualTo(2_005 * MS);
        assertThat(cost(0).recoveryNanos()).isBetween(1_500 * MS, 2_500 * MS);
    }

    @Test
    void sendsAcknowledgedLateWereNotServedWhenTheyWereDue() {
        load(20_500, 25_000, true);
        fault(1, 20_000, 23_000);
        assertThat(cost(0).windows())
                .as("sends due in the outage's last second were served within a second")
                .containsExactly(new Unavailability(20_500 * MS, 24_000 * MS));
    }

    @Test
    void windowThatNeverEndsIsOpen() {
        load(20_500, 100_000, false);
        fault(1, 20_000, 23_000);
        assertThat(cost(0).windows())
                .singleElement()
                .satisfies(window -> assertThat(window.isOpen()).isTrue());
        assertThat(cost(0).recoveryNanos()).isEqualTo(-1);
        assertThat(cost(0).closedUnavailableNanos()).isZero();
    }

    @Test
    void windowBelongsToTheFaultInjectedLastBeforeIt() {
        load(20_500, 25_000, false);
        fault(1, 15_000, 18_000);
        fault(2, 20_000, 23_000);
        assertThat(cost(0).windows()).isEmpty();
        assertThat(cost(0).firstErrorNanos()).isEqualTo(-1);
        assertThat(cost(1).windows()).hasSize(1);
    }

    @Test
    void faultWithoutEffectCostsNothing() {
        load(0, 0, true);
        fault(1, 20_000, 23_000);
        assertThat(cost(0).windows()).isEmpty();
        assertThat(cost(0).recoveryNanos()).isZero();
    }
}
