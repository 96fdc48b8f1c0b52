package ordeal.checker.isr;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import ordeal.checker.replica.ReplicaLog;

/** Compares two replicas of a partition batch by batch. A batch's header holds the checksum of all its records, so it suffices. */
final class LogComparison {
    private final ReplicaLog one;
    private final ReplicaLog other;
    private final List<ReplicaLog.Batch> ones;
    private final List<ReplicaLog.Batch> others;

    LogComparison(ReplicaLog one, ReplicaLog other) {
        this.one = one;
        this.other = other;
        this.ones = one.batches();
        this.others = other.batches();
    }

    /** The highest offset at which both hold a record of the same leader epoch; empty when there is none. */
    OptionalLong lastCommonEpochOffset() {
        int i = ones.size() - 1;
        int j = others.size() - 1;
        while (i >= 0 && j >= 0) {
            ReplicaLog.Batch a = ones.get(i);
            ReplicaLog.Batch b = others.get(j);
            long overlap = Math.min(a.lastOffset(), b.lastOffset());
            if (overlap >= Math.max(a.baseOffset(), b.baseOffset()) && a.leaderEpoch() == b.leaderEpoch()) {
                return OptionalLong.of(overlap);
            }
            if (a.baseOffset() >= b.baseOffset()) {
                i--;
            } else {
                j--;
            }
        }
        return OptionalLong.empty();
    }

    /**
     * The first offset in [from, to) at which the two differ: in the batch there, in its leader epoch, or because only one of
     * them holds a record. A batch that begins before {@code from} is compared by its records.
     */
    OptionalLong firstDifference(long from, long to) {
        int i = firstEndingAtOrAfter(ones, from);
        int j = firstEndingAtOrAfter(others, from);
        while (i < ones.size() || j < others.size()) {
            long nextOne = i < ones.size() ? Math.max(from, ones.get(i).baseOffset()) : Long.MAX_VALUE;
            long nextOther = j < others.size() ? Math.max(from, others.get(j).baseOffset()) : Long.MAX_VALUE;
            if (Math.min(nextOne, nextOther) >= to) {
                return OptionalLong.empty();
            }
            if (nextOne != nextOther) {
                return OptionalLong.of(Math.min(nextOne, nextOther));
            }
            ReplicaLog.Batch a = ones.get(i++);
            ReplicaLog.Batch b = others.get(j++);
            boolean cut = a.baseOffset() < from || b.baseOffset() < from;
            OptionalLong difference = cut
                    ? differentRecord(from, Math.min(to, Math.max(a.lastOffset(), b.lastOffset()) + 1))
                    : a.equals(b) ? OptionalLong.empty() : OptionalLong.of(a.baseOffset());
            if (difference.isPresent()) {
                return difference;
            }
        }
        return OptionalLong.empty();
    }

    private OptionalLong differentRecord(long from, long to) {
        for (long offset = from; offset < to; offset++) {
            if (one.valueAt(offset) != other.valueAt(offset) || one.epochAt(offset) != other.epochAt(offset)) {
                return OptionalLong.of(offset);
            }
        }
        return OptionalLong.empty();
    }

    private static int firstEndingAtOrAfter(List<ReplicaLog.Batch> batches, long offset) {
        int low = 0;
        int high = batches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batches.get(middle).lastOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** What a replica holds at an offset, for a witness. */
    static String describe(ReplicaLog log, long offset) {
        String held = Found.at(log, offset);
        return String.format(
                Locale.ROOT,
                "broker %d at offset %d: %s (log %d to %d)",
                log.broker(),
                offset,
                held,
                log.logStartOffset(),
                log.logEndOffset());
    }
}
