package ordeal.harness.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import ordeal.checker.history.HistoryEvent.PhaseStarted;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients had done before a moment. */
class LoadBeforeTest {
    @TempDir
    private Path folder;

    @Test
    void countsWhatClientsHadDoneBeforeAMoment() throws IOException {
        Path file = folder.resolve("history.avro");
        try (HistoryWriter history = HistoryWriter.create(file)) {
            history.append(new PhaseStarted(Phase.WARM_UP, 5_000_000));
            history.append(send(0, 6_000_000, Outcome.OK));
            history.append(send(1, 7_000_000, Outcome.INFO));
            history.append(new PhaseStarted(Phase.FAULTS, 7_500_000));
            history.append(send(2, 9_000_000, Outcome.OK));
            history.append(send(3, 9_000_001, Outcome.OK));
        }
        assertThat(LoadBefore.of(file, 9_000_000)).isEqualTo(new LoadBefore(4, 2));
    }

    private static SendCompleted send(long sequence, long completedNanos, Outcome outcome) {
        return new SendCompleted(0, 0, sequence, completedNanos, outcome, sequence, outcome == Outcome.OK ? null : "e");
    }
}
