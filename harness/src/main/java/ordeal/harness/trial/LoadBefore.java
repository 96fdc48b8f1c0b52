package ordeal.harness.trial;

import java.io.IOException;
import java.nio.file.Path;
import ordeal.checker.history.HistoryEvent.PhaseStarted;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;

/**
 * What clients had done before a moment.
 *
 * @param loadedMs for how long they had worked, from the start of the load
 * @param acknowledgedSends how many sends had been acknowledged
 */
record LoadBefore(long loadedMs, long acknowledgedSends) {
    private static final long NANOS_PER_MS = 1_000_000;

    /**
     * Reads a history.
     *
     * @param nanos the moment, on the run's clock
     */
    static LoadBefore of(Path historyFile, long nanos) throws IOException {
        long[] counted = {0, 0};
        HistoryFile.open(historyFile).forEach(event -> {
            if (event instanceof PhaseStarted(Phase phase, long startedNanos) && phase == Phase.WARM_UP) {
                counted[0] = startedNanos;
            } else if (event instanceof SendCompleted send
                    && send.outcome() == Outcome.OK
                    && send.completedNanos() <= nanos) {
                counted[1]++;
            }
        });
        return new LoadBefore((nanos - counted[0]) / NANOS_PER_MS, counted[1]);
    }
}
