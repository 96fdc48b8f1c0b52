package ordeal.harness.suite;

import ordeal.harness.child.Finding;
import org.jspecify.annotations.Nullable;

/**
 * One run of a cell. Either the judge has found something, or the run broke.
 *
 * @param durationMs from the start of its process to the end
 * @param log what the process printed, below the suite's folder
 * @param run its run folder, below the suite's folder; null when it left none
 * @param finding what the judge found; null when the run broke
 * @param broke why there is no verdict; null when there is one
 */
public record Attempt(
        long startedEpochMs,
        long durationMs,
        String log,
        @Nullable String run,
        @Nullable Finding finding,
        @Nullable String broke) {
    public Attempt {
        if ((finding == null) == (broke == null)) {
            throw new IllegalArgumentException("an attempt has either a finding or a reason why there is none");
        }
    }
}
