package ordeal.harness.report.suite;

import ordeal.harness.suite.CellStatus;

/** How a cell's status looks. */
final class CellColour {
    private CellColour() {}

    /** The class of the style sheet. */
    static String of(CellStatus status) {
        return switch (status) {
            case MET -> "valid";
            case UNMET -> "invalid";
            case UNKNOWN, NOT_RUN -> "unknown";
            case WAITING, RUNNING, LEFT_OUT -> "open";
        };
    }

    /** A sign for those who see no colours. */
    static String mark(CellStatus status) {
        return switch (status) {
            case MET -> "\u2713";
            case UNMET -> "\u2717";
            case UNKNOWN, NOT_RUN -> "?";
            case WAITING, RUNNING -> "\u2026";
            case LEFT_OUT -> "\u2013";
        };
    }
}
