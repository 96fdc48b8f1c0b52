package ordeal.harness.shrink;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of {@code steps.jsonl}: one try.
 *
 * @param number from 1
 * @param phase what was being made smaller
 * @param plan the candidate's plan file, below the folder of the search
 * @param faults how many faults it has
 * @param ratePerSecond its sends per second
 * @param anomalies types of the anomalies that nothing permitted
 * @param reason the verdict's own, or why there is no verdict
 * @param run its run folder, below the folder of the search; null when it left none
 * @param log what it printed, below the folder of the search
 * @param durationMs from the start of its process to the end
 */
public record ShrinkStep(
        int number,
        Purpose purpose,
        Phase phase,
        String plan,
        int faults,
        double ratePerSecond,
        Outcome outcome,
        List<String> anomalies,
        String reason,
        @Nullable String run,
        String log,
        long durationMs) {
    public ShrinkStep {
        anomalies = List.copyOf(anomalies);
    }
}
