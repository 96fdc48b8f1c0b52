package ordeal.checker.isr;

import java.util.Optional;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.RuleFindings;

/** A piece of evidence that a rule cannot do without. */
final class Needed {
    private Needed() {}

    /** The piece; where it is missing, the reason becomes one why the rule could not be judged. */
    static <T> Optional<T> of(Part<T> part, RuleFindings findings) {
        return switch (part) {
            case Part.Present<T>(T value) -> Optional.of(value);
            case Part.Missing<T>(String reason) -> {
                findings.unjudged(reason);
                yield Optional.empty();
            }
        };
    }
}
