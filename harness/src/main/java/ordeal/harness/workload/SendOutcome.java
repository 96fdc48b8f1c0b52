package ordeal.harness.workload;

import ordeal.checker.history.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the end of a send means. A send has failed for certain only when {@code send()} itself refused the record: every error that
 * arrives later may belong to a later attempt than the one that was appended.
 */
final class SendOutcome {
    private SendOutcome() {}

    /**
     * The outcome of a send.
     *
     * @param error the error it ended with; null when it was acknowledged
     * @param refused whether {@code send()} threw, or the callback ran on the calling thread before it returned
     */
    static Outcome of(@Nullable Throwable error, boolean refused) {
        if (error == null) {
            return Outcome.OK;
        }
        return refused ? Outcome.FAIL : Outcome.INFO;
    }

    /** An error for the history: its class and its message. */
    static @Nullable String words(@Nullable Throwable error) {
        return error == null ? null : error.getClass().getSimpleName() + ": " + error.getMessage();
    }
}
