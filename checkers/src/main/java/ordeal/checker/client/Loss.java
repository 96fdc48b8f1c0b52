package ordeal.checker.client;

import java.util.List;
import java.util.Optional;
import ordeal.checker.contract.PermittedCause;

/**
 * A value that was acknowledged or read and is not where it was.
 *
 * @param partition the run's number of its partition
 * @param packedValue the value
 * @param offset where it was; -1 when the acknowledgement carried no offset
 * @param acknowledged whether its send was acknowledged, at that offset
 * @param read whether a consumer was given it, at that offset
 * @param how what became of it
 * @param missingFrom each view that does not hold it, and what that one holds in its place
 * @param cause what permits it
 * @param undecided why it cannot be decided whether something permits it; empty when it can
 */
public record Loss(
        int partition,
        long packedValue,
        long offset,
        boolean acknowledged,
        boolean read,
        How how,
        List<Missing> missingFrom,
        Optional<PermittedCause> cause,
        Optional<String> undecided) {
    public Loss {
        missingFrom = List.copyOf(missingFrom);
    }

    /**
     * A view that does not hold a value.
     *
     * @param view its name
     * @param broker whose disk it is; -1 for a final read
     * @param holds what it holds, after "holds"
     * @param end where it ends
     */
    public record Missing(String view, int broker, String holds, long end) {}

    /** What became of a lost value. */
    public enum How {
        /** It is nowhere. */
        LOST,
        /** It is at another offset. */
        MOVED,
        /** It is nowhere, and its offset holds another record. */
        OVERWRITTEN
    }
}
