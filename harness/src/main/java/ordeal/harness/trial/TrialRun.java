package ordeal.harness.trial;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Carries out the trials that no earlier process of the same commit has carried out, one after the other, and stores each result as it
 * comes. A run that breaks is tried once more; a verdict never is.
 */
public final class TrialRun {
    private final TrialStore store;
    private final TrialRunner runner;
    private final TrialListener listener;

    /** Runs nothing yet. */
    public TrialRun(TrialStore store, TrialRunner runner, TrialListener listener) {
        this.store = store;
        this.runner = runner;
        this.listener = listener;
    }

    /**
     * Runs what is left to run.
     *
     * @return the results of these trials, by their keys
     */
    public Map<String, TrialResult> run(List<Trial> trials) throws IOException, InterruptedException {
        Map<String, TrialResult> stored = store.read();
        Map<String, TrialResult> results = new LinkedHashMap<>();
        for (Trial trial : trials) {
            Optional<TrialResult> known =
                    Optional.ofNullable(stored.get(trial.key())).filter(result -> result.verdict() != null);
            TrialResult result = known.isPresent() ? known.get() : runAndStore(trial);
            results.put(trial.key(), result);
            if (known.isEmpty()) {
                listener.ended(trial, result, trials, results);
            }
        }
        return results;
    }

    private TrialResult runAndStore(Trial trial) throws IOException, InterruptedException {
        TrialResult result = runner.run(trial);
        if (result.verdict() == null) {
            listener.retrying(trial, result);
            result = runner.run(trial);
        }
        store.add(result);
        return result;
    }
}
