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
 * @param missingFrom what each view says that does not hold it
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
        List<String> missingFrom,
        Optional<PermittedCause> cause,
        Optional<String> undecided) {
    public Loss {
        missingFrom = List.copyOf(missingFrom);
    }

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
