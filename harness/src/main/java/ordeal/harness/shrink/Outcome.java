package ordeal.harness.shrink;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Collection;
import ordeal.harness.child.Finding;
import org.jspecify.annotations.Nullable;

/** What came of a try. Only {@link #FAILS} speaks for a candidate. */
public enum Outcome {
    /** Invalid, with an anomaly of a type that is looked for. */
    @JsonProperty("fails")
    FAILS,
    /** Valid. */
    @JsonProperty("passes")
    PASSES,
    /** Invalid, but with no such anomaly. */
    @JsonProperty("fails-otherwise")
    FAILS_OTHERWISE,
    /** Not judged. */
    @JsonProperty("unknown")
    UNKNOWN,
    /** No verdict at all. */
    @JsonProperty("broke")
    BROKE;

    /**
     * The outcome of a run.
     *
     * @param finding what the judge found; null when the run broke
     * @param types of anomalies that are looked for
     */
    static Outcome of(@Nullable Finding finding, Collection<String> types) {
        if (finding == null) {
            return BROKE;
        }
        return switch (finding.verdict()) {
            case VALID -> PASSES;
            case UNKNOWN -> UNKNOWN;
            case INVALID -> finding.anomalies().stream().anyMatch(types::contains) ? FAILS : FAILS_OTHERWISE;
        };
    }

    /** In words, as the rest of a sentence about a try. */
    public String words() {
        return switch (this) {
            case FAILS -> "fails";
            case PASSES -> "does not fail";
            case FAILS_OTHERWISE -> "fails, but not as the original did";
            case UNKNOWN -> "unknown";
            case BROKE -> "broke";
        };
    }
}
