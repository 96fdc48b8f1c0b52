package ordeal.harness.suite;

import java.util.List;
import java.util.Optional;
import ordeal.harness.child.Finding;

/** What a cell must come to. */
public sealed interface Expectation {
    /**
     * Every promise is kept.
     *
     * @param permitted causes of losses that may be found; any other loss is unexpected, also a permitted one
     */
    record Valid(List<String> permitted) implements Expectation {
        public Valid {
            permitted = List.copyOf(permitted);
        }
    }

    /**
     * Every promise is kept as far as the settings go, and losses that they permit are found.
     *
     * @param causes of which one at least must be found, and no other
     */
    record PermittedLoss(List<String> causes) implements Expectation {
        public PermittedLoss {
            causes = List.copyOf(causes);
        }
    }

    /**
     * A promise is broken.
     *
     * @param anomalies of which one at least must be found; empty when any will do
     */
    record Invalid(List<String> anomalies) implements Expectation {
        public Invalid {
            anomalies = List.copyOf(anomalies);
        }
    }

    /** In words, as results show it. */
    default String words() {
        return switch (this) {
            case Valid(List<String> permitted) when permitted.isEmpty() -> "valid";
            case Valid(List<String> permitted) -> "valid, perhaps with losses by " + or(permitted);
            case PermittedLoss(List<String> causes) -> "valid, with losses by " + or(causes);
            case Invalid(List<String> anomalies) when anomalies.isEmpty() -> "invalid";
            case Invalid(List<String> anomalies) -> "invalid by " + or(anomalies);
        };
    }

    /**
     * Why a verdict of valid or invalid is not what was expected; empty when it is.
     *
     * @throws IllegalArgumentException for a verdict of unknown, which meets no expectation and fails none
     */
    default Optional<String> unmet(Finding finding) {
        return switch (finding.verdict()) {
            case VALID -> unmetByValid(finding);
            case INVALID -> unmetByInvalid(finding);
            case UNKNOWN -> throw new IllegalArgumentException("nothing can be said of an unknown verdict");
        };
    }

    private Optional<String> unmetByValid(Finding finding) {
        return switch (this) {
            case Valid(List<String> permitted) -> unexpectedLoss(finding, permitted);
            case PermittedLoss(List<String> causes) ->
                finding.permitted().isEmpty()
                        ? Optional.of("expected losses by " + or(causes) + ", and nothing was lost")
                        : unexpectedLoss(finding, causes);
            case Invalid _ ->
                Optional.of("expected " + words() + ", and the verdict is valid: the harness is blind to this");
        };
    }

    private static Optional<String> unexpectedLoss(Finding finding, List<String> expected) {
        List<String> others = finding.permitted().stream()
                .filter(cause -> !expected.contains(cause))
                .toList();
        return others.isEmpty()
                ? Optional.empty()
                : Optional.of("expected no loss"
                        + (expected.isEmpty() ? "" : " but by " + or(expected))
                        + ", and records were lost by " + String.join(", ", others));
    }

    private Optional<String> unmetByInvalid(Finding finding) {
        return switch (this) {
            case Valid _, PermittedLoss _ ->
                Optional.of("expected " + words() + ", and the verdict is invalid: " + finding.reason());
            case Invalid(List<String> anomalies) ->
                anomalies.isEmpty() || finding.anomalies().stream().anyMatch(anomalies::contains)
                        ? Optional.empty()
                        : Optional.of("expected " + or(anomalies) + ", and only other anomalies were found: "
                                + String.join(", ", finding.anomalies()));
        };
    }

    private static String or(List<String> words) {
        return String.join(" or ", words);
    }
}
