package ordeal.harness.report.series;

import ordeal.checker.history.Outcome;

/** How a send ended, as the charts tell it. */
public enum SendEnd {
    /** Acknowledged. */
    OK,
    /** Refused by {@code send()} itself. */
    FAIL,
    /** May have been appended. */
    INFO,
    /** No answer until the history ends. */
    OPEN;

    static SendEnd of(Outcome outcome) {
        return switch (outcome) {
            case OK -> OK;
            case FAIL -> FAIL;
            case INFO -> INFO;
        };
    }
}
