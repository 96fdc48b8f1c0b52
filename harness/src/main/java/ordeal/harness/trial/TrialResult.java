package ordeal.harness.trial;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.harness.child.Finding.Word;
import ordeal.harness.child.VerdictReading.Found;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial, as it is stored.
 *
 * @param key the trial's
 * @param command what repeats it
 * @param verdict null when the run broke
 * @param reason of the verdict, or why the run broke; empty for valid
 * @param found every type of anomaly that nothing permits, with its checker
 * @param permitted how many losses the settings permitted, by cause
 * @param firstProofMs when what proves the bug first happened, counted from the start of the load; null when no proof was found or none has
 *     a time
 * @param acknowledgedBefore sends that had been acknowledged by then; null with {@code firstProofMs}
 * @param durationMs of the whole run, with judging and report
 * @param runFolder its folder's name; null when it left none
 */
public record TrialResult(
        String key,
        String command,
        @Nullable Word verdict,
        String reason,
        List<Found> found,
        Map<String, Long> permitted,
        @Nullable Long firstProofMs,
        @Nullable Long acknowledgedBefore,
        long durationMs,
        @Nullable String runFolder) {
    public TrialResult {
        found = List.copyOf(found);
        permitted = new TreeMap<>(permitted);
    }

    /** Whether this run shows what the subject must show: the bug by a type that proves it, the loss by its cause. */
    public boolean shows(Subject subject) {
        return switch (subject) {
            case Subject.Bug bug ->
                verdict == Word.INVALID
                        && found.stream().anyMatch(anomaly -> bug.proof().contains(anomaly.type()));
            case Subject.Misconfiguration wrong ->
                verdict == Word.VALID && permitted.getOrDefault(wrong.cause(), 0L) > 0;
        };
    }

    /** Whether it is a control that is silent: every promise kept, and nothing lost but by the causes that its plan itself brings about. */
    public boolean isSilent(Subject subject) {
        return verdict == Word.VALID && subject.permitted().containsAll(permitted.keySet());
    }
}
