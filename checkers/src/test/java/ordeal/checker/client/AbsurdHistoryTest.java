package ordeal.checker.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import ordeal.checker.Checker;
import ordeal.checker.HistoryBuilder;
import ordeal.checker.Judge;
import ordeal.checker.Scenario;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Verdict;
import org.junit.jupiter.api.Test;

/** Numbers that no run of ours writes must not cost the memory that they name, nor hide what is wrong with them. */
class AbsurdHistoryTest {
    private static final long FAR = Value.SEQUENCE_LIMIT - 1;

    private final Scenario run = new Scenario().state(0, 0, 1, 0);

    @Test
    void sequencesAndOffsetsFarApartAreJudgedLikeOthers() {
        acked(0, 0);
        acked(FAR, 1L << 60);
        acked(1 << 30, 1L << 40);
        run.history.poll(1, 0, 1L << 60, new Value(0, 0, FAR));
        run.history.finalRead(0, new Value(0, 0, 0));
        assertThat(types()).contains("lost-write", "read-then-lost", "real-time-order");
    }

    @Test
    void sequencesThatGoBackAreJudgedLikeOthers() {
        for (int sequence = 1_000; sequence >= 0; sequence--) {
            acked(sequence, sequence);
        }
        assertThat(types()).contains("real-time-order");
    }

    private void acked(long sequence, long offset) {
        long nanos = HistoryBuilder.MS;
        run.history.add(new HistoryEvent.SendInvoked(0, 0, sequence, 100, nanos, nanos));
        run.history.add(new HistoryEvent.SendCompleted(0, 0, sequence, 2 * nanos, Outcome.OK, offset, null));
    }

    private List<String> types() {
        List<Checker> checkers = ClientChecker.all();
        List<CheckResult> results = new Judge(checkers).judge(run).results();
        assertThat(results)
                .noneMatch(result -> result.verdict() instanceof Verdict.Unknown(String reason)
                        && (reason.contains("threw") || reason.contains("memory")));
        return results.stream()
                .flatMap(result -> result.anomalies().stream())
                .map(anomaly -> anomaly.type())
                .distinct()
                .toList();
    }
}
