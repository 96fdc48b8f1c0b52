package ordeal.checker.client;

import static ordeal.checker.HistoryBuilder.value;
import static org.assertj.core.api.Assertions.assertThat;

import ordeal.checker.FakeReplica;
import ordeal.checker.Scenario;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

class IndeterminateRuleTest {
    private static final Value ACKED = value(0, 0, 0);
    private static final Value FOUND = value(0, 0, 1);

    private final Scenario run = new Scenario().state(0, 0, 0, 0, 1);

    /** One send is acknowledged and one refused, which leaves nothing to resolve; of two nobody learned the outcome. */
    private CheckResult durability() {
        run.history.acked(0, 0, 0).info(0, 0).info(0, 0).failed(0, 0);
        return ClientChecker.all().getFirst().check(run);
    }

    private void disk(int broker, Value... values) {
        run.replica(new FakeReplica(broker, 0).append(0, values));
    }

    private static void assertResolved(CheckResult result, long found, long absent, long unresolved) {
        assertThat(result.counts())
                .containsEntry("indeterminate-sends", 2L)
                .containsEntry("indeterminate-found", found)
                .containsEntry("indeterminate-absent", absent)
                .containsEntry("indeterminate-unresolved", unresolved);
    }

    @Test
    void tellsTheOneThatIsThereFromTheOneThatIsNot() {
        disk(0, ACKED, FOUND);
        disk(1, ACKED, FOUND);
        assertResolved(durability(), 1, 1, 0);
    }

    @Test
    void replicaOutsideTheFinalIsrHasNoSay() {
        disk(0, ACKED);
        disk(1, ACKED);
        disk(2, ACKED, FOUND);
        assertResolved(durability(), 0, 2, 0);
    }

    @Test
    void leavesUnresolvedWhatReplicasDisagreeAbout() {
        disk(0, ACKED, FOUND);
        disk(1, ACKED);
        assertResolved(durability(), 0, 1, 1);
    }

    @Test
    void leavesAllUnresolvedWithoutADiskOfTheFinalIsr() {
        disk(0, ACKED, FOUND);
        disk(1, ACKED, FOUND);
        run.missingDisk(1);
        assertResolved(durability(), 0, 0, 2);
    }

    @Test
    void leavesUnresolvedWhatTheFinalReadDeliveredAndNoDiskHolds() {
        disk(0, ACKED);
        disk(1, ACKED);
        run.history.finalRead(0, ACKED, FOUND);
        assertResolved(durability(), 0, 1, 1);
    }

    @Test
    void countsNothingWhereEveryOutcomeIsKnown() {
        disk(0, ACKED);
        disk(1, ACKED);
        run.history.acked(0, 0, 0).finalRead(0, ACKED);
        CheckResult result = ClientChecker.all().getFirst().check(run);
        assertThat(result.verdict()).isEqualTo(new Verdict.Valid());
        assertThat(result.counts()).containsEntry("indeterminate-sends", 0L);
    }
}
