package ordeal.harness.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import ordeal.harness.report.html.Words;
import ordeal.harness.trial.Role;
import ordeal.harness.trial.Trial;
import ordeal.harness.trial.TrialListener;
import ordeal.harness.trial.TrialResult;

/** Shows trials as they end, one line for each, with an estimate of the end. */
final class TrialProgress implements TrialListener {
    private static final long FIRST_GUESS_MS = 25_000;

    private final Map<String, TrialResult> stored;
    private final List<Trial> trials;
    private final PrintWriter out;

    /** Shows what is stored already only in the estimate. */
    TrialProgress(Map<String, TrialResult> stored, List<Trial> trials, PrintWriter out) {
        this.stored = stored;
        this.trials = trials;
        this.out = out;
    }

    /** Says what there is to do. */
    void begin() {
        long left = trials.stream().filter(trial -> isLeft(trial, Map.of())).count();
        out.println("%s, %d of them stored, about %s to go"
                .formatted(
                        Words.count(trials.size(), "run"), trials.size() - left, SuiteProgress.time(leftMs(Map.of()))));
        out.flush();
    }

    @Override
    public void retrying(Trial trial, TrialResult broke) {
        out.println("        broke, and is tried once more: " + trial.key() + ": " + broke.reason());
        out.flush();
    }

    @Override
    public void ended(Trial trial, TrialResult result, List<Trial> all, Map<String, TrialResult> results) {
        long leftMs = leftMs(results);
        out.println("[%3d/%d] %-9s %-7s %s%s%s"
                .formatted(
                        results.size(),
                        all.size(),
                        outcome(trial, result),
                        SuiteProgress.time(result.durationMs()),
                        trial.key(),
                        details(result),
                        leftMs == 0 ? "" : " | " + SuiteProgress.until(leftMs)));
        out.flush();
    }

    private static String outcome(Trial trial, TrialResult result) {
        return switch (result.verdict()) {
            case null -> "broke";
            case UNKNOWN -> "unknown";
            case VALID, INVALID ->
                switch (trial.role()) {
                    case FAULTY -> result.shows(trial.subject()) ? "found" : "NOT FOUND";
                    case CONTROL -> result.isSilent(trial.subject()) ? "silent" : "ALARM";
                };
        };
    }

    private static String details(TrialResult result) {
        String found = result.found().stream()
                .map(anomalies -> anomalies.count() + " " + anomalies.type())
                .collect(Collectors.joining(", "));
        String permitted = result.permitted().entrySet().stream()
                .map(cause -> cause.getValue() + " permitted:" + cause.getKey())
                .collect(Collectors.joining(", "));
        String all = found.isEmpty() || permitted.isEmpty() ? found + permitted : found + ", " + permitted;
        String unjudged = switch (result.verdict()) {
            case null -> result.reason();
            case UNKNOWN -> result.reason();
            case VALID, INVALID -> "";
        };
        return (all.isEmpty() ? "" : ": " + all) + (unjudged.isEmpty() ? "" : ": " + unjudged);
    }

    private boolean isLeft(Trial trial, Map<String, TrialResult> results) {
        TrialResult before = stored.get(trial.key());
        return !results.containsKey(trial.key()) && (before == null || before.verdict() == null);
    }

    /** What trials of the same role on the same system took on average, for each that is left. */
    private long leftMs(Map<String, TrialResult> results) {
        return Math.round(trials.stream()
                .filter(trial -> isLeft(trial, results))
                .mapToDouble(trial -> averageMs(trial.role(), trial.system(), results))
                .sum());
    }

    private double averageMs(Role role, String system, Map<String, TrialResult> results) {
        return trials.stream()
                .filter(trial -> trial.role() == role && trial.system().equals(system))
                .map(trial -> results.getOrDefault(trial.key(), stored.get(trial.key())))
                .filter(result -> result != null && result.verdict() != null)
                .mapToLong(TrialResult::durationMs)
                .average()
                .orElse(FIRST_GUESS_MS);
    }
}
