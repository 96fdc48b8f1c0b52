package ordeal.harness.child;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;

/**
 * What the judge found in a run that had a process of its own: a cell of a suite, a trial, a candidate of a shrinking.
 *
 * @param reason the verdict's own; empty for valid
 * @param anomalies types of the anomalies that nothing permits
 * @param permitted causes of losses that the settings permit
 * @param firstAnomaly the first anomaly that nothing permits, as a sentence; empty when there is none
 */
public record Finding(
        Word verdict, String reason, List<String> anomalies, List<String> permitted, String firstAnomaly) {
    public Finding {
        anomalies = List.copyOf(anomalies);
        permitted = List.copyOf(permitted);
    }

    /** The three verdicts. */
    public enum Word {
        /** Every promise was kept. */
        @JsonProperty("valid")
        VALID(0),
        /** A promise was broken. */
        @JsonProperty("invalid")
        INVALID(1),
        /** Something could not be judged. */
        @JsonProperty("unknown")
        UNKNOWN(2);

        private final int exitCode;

        Word(int exitCode) {
            this.exitCode = exitCode;
        }

        /** How the verdict is written. */
        public String word() {
            return switch (this) {
                case VALID -> "valid";
                case INVALID -> "invalid";
                case UNKNOWN -> "unknown";
            };
        }

        /** With what a run of this verdict ends. */
        int exitCode() {
            return exitCode;
        }
    }
}
