package ordeal.harness.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import ordeal.harness.child.Finding.Word;
import ordeal.harness.child.VerdictReading.Found;
import org.jspecify.annotations.Nullable;

/** Trials and results for tests. */
final class Trials {
    static final Subject.Bug BUG = new Subject.Bug("some-bug", List.of("lost-write", "phantom"), Set.of());

    /** A bug whose plan loses records by its own settings. */
    static final Subject.Bug LOSSY = new Subject.Bug("lossy-bug", List.of("phantom"), Set.of("acks", "disk-loss"));

    static final Subject.Misconfiguration WRONG = new Subject.Misconfiguration("acks-one", "acks");

    private Trials() {}

    /** What {@code --seeds 2 --kafka-seeds 1} asks for. */
    static List<Trial> of(Subject... subjects) {
        return new TrialPlan(2, 1, "local", false, false).trials(Arrays.asList(subjects));
    }

    static TrialResult invalid(Trial trial, String... types) {
        return result(
                trial,
                Word.INVALID,
                types[0],
                Arrays.stream(types)
                        .map(type -> new Found("checker-of-" + type, type, 3))
                        .toList(),
                Map.of(),
                trial.seed() * 1_000);
    }

    static TrialResult valid(Trial trial) {
        return result(trial, Word.VALID, "", List.of(), Map.of(), null);
    }

    static TrialResult permitted(Trial trial, String cause, long losses) {
        return result(trial, Word.VALID, "", List.of(), Map.of(cause, losses), null);
    }

    static TrialResult unknown(Trial trial) {
        return result(trial, Word.UNKNOWN, "no poll", List.of(), Map.of(), null);
    }

    static TrialResult broke(Trial trial) {
        return result(trial, null, "exit code 70", List.of(), Map.of(), null);
    }

    private static TrialResult result(
            Trial trial,
            @Nullable Word verdict,
            String reason,
            List<Found> found,
            Map<String, Long> permitted,
            @Nullable Long firstProofMs) {
        return new TrialResult(
                trial.key(),
                trial.command(),
                verdict,
                reason,
                found,
                permitted,
                firstProofMs,
                firstProofMs == null ? null : firstProofMs * 4,
                20_000,
                "run-of-" + trial.seed());
    }
}
