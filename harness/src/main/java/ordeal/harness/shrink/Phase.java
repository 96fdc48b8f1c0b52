package ordeal.harness.shrink;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What is made smaller, in this order. */
public enum Phase {
    /** Faults are left out, and what remains is brought forward. */
    @JsonProperty("faults")
    FAULTS,
    /** The same faults in half the time. */
    @JsonProperty("length")
    LENGTH,
    /** A quarter or half of the sends a second. */
    @JsonProperty("rate")
    RATE;

    /** How it is written. */
    public String word() {
        return switch (this) {
            case FAULTS -> "faults";
            case LENGTH -> "length";
            case RATE -> "rate";
        };
    }
}
