package ordeal.broker.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import ordeal.broker.log.PartitionLog.EpochStart;

/**
 * Where each leader epoch begins in a log (KIP-101, KIP-279, KIP-320). Both columns always increase strictly. Knows nothing of files;
 * whoever changes it writes it down.
 */
final class EpochCache {
    private final List<EpochStart> entries = new ArrayList<>();

    EpochCache(Collection<EpochStart> entries) {
        entries.forEach(entry -> assign(entry.epoch(), entry.startOffset()));
    }

    /** All epochs, ascending. */
    List<EpochStart> entries() {
        return List.copyOf(entries);
    }

    /** The largest epoch; -1 when there is none. */
    int latestEpoch() {
        return entries.isEmpty() ? -1 : entries.getLast().epoch();
    }

    /**
     * Notes that an epoch begins, or goes on, at an offset. What contradicts it, entries of the same or a later epoch and entries
     * that begin at or above the offset, is dropped.
     *
     * @return whether anything changed
     */
    boolean assign(int epoch, long startOffset) {
        if (epoch < 0 || startOffset < 0) {
            throw new IllegalStateException("epoch " + epoch + " cannot begin at offset " + startOffset);
        }
        if (!entries.isEmpty()
                && entries.getLast().epoch() == epoch
                && entries.getLast().startOffset() <= startOffset) {
            return false;
        }
        while (!entries.isEmpty()
                && (entries.getLast().epoch() >= epoch || entries.getLast().startOffset() >= startOffset)) {
            entries.removeLast();
        }
        entries.add(new EpochStart(epoch, startOffset));
        return true;
    }

    /**
     * Where an epoch ends, for a log that ends at an offset. Undefined when the epoch lies above all known ones: this log cannot
     * tell.
     */
    EpochEndOffset endOffsetFor(int epoch, long logEndOffset) {
        if (epoch < 0 || entries.isEmpty() || epoch > latestEpoch()) {
            return EpochEndOffset.UNDEFINED;
        }
        if (epoch == latestEpoch()) {
            return new EpochEndOffset(epoch, logEndOffset);
        }
        int next = 0;
        while (entries.get(next).epoch() <= epoch) {
            next++;
        }
        long end = entries.get(next).startOffset();
        return new EpochEndOffset(next == 0 ? epoch : entries.get(next - 1).epoch(), end);
    }

    /** The log ends at an offset now: epochs that would begin at or after it go. Returns whether anything changed. */
    boolean truncateEnd(long endOffset) {
        return entries.removeIf(entry -> entry.startOffset() >= endOffset);
    }

    /** The log begins at an offset now: of the epochs up to it the last one stays, and begins there. Returns whether anything changed. */
    boolean truncateStart(long startOffset) {
        int below = 0;
        while (below < entries.size() && entries.get(below).startOffset() <= startOffset) {
            below++;
        }
        if (below == 0 || (below == 1 && entries.getFirst().startOffset() == startOffset)) {
            return false;
        }
        EpochStart current = new EpochStart(entries.get(below - 1).epoch(), startOffset);
        entries.subList(0, below).clear();
        entries.addFirst(current);
        return true;
    }

    /** Forgets everything. Returns whether anything changed. */
    boolean clear() {
        boolean changed = !entries.isEmpty();
        entries.clear();
        return changed;
    }
}
