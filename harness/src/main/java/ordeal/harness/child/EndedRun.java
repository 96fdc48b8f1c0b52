package ordeal.harness.child;

import java.util.Optional;
import ordeal.checker.evidence.RunFolder;
import org.jspecify.annotations.Nullable;

/**
 * A run that has ended. Either the judge has found something, or the run broke.
 *
 * @param durationMs from the start of its process to the end
 * @param folder its run folder; empty when it left none
 * @param finding what the judge found; null when the run broke
 * @param broke why there is no verdict; null when there is one
 */
public record EndedRun(
        long startedEpochMs,
        long durationMs,
        Optional<RunFolder> folder,
        @Nullable Finding finding,
        @Nullable String broke) {
    public EndedRun {
        if ((finding == null) == (broke == null)) {
            throw new IllegalArgumentException("an ended run has either a finding or a reason why there is none");
        }
    }
}
