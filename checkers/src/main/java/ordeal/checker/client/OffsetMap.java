package ordeal.checker.client;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.replica.ReplicaLog;

/** Offset to packed value in one partition. Pages of primitive longs, so neither a high start nor an absurd offset costs memory. */
public final class OffsetMap {
    private static final int PAGE_BITS = 10;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;

    private final SortedMap<Long, long[]> pages = new TreeMap<>();
    private long cachedPage = -1;
    private long[] cached = new long[0];
    private long end;

    /** Takes offset and value of one record. */
    @FunctionalInterface
    public interface RecordConsumer {
        /** One record. */
        void accept(long offset, long packedValue);
    }

    /** The value at an offset as {@link ordeal.checker.history.Value#pack} packs it, {@link ReplicaLog#HOLE} or {@link ReplicaLog#FOREIGN}. */
    public long get(long offset) {
        if (offset < 0 || offset >= end) {
            return ReplicaLog.HOLE;
        }
        long[] page = pages.get(offset >>> PAGE_BITS);
        return page == null ? ReplicaLog.HOLE : page[(int) offset & (PAGE_SIZE - 1)];
    }

    /** Puts a value where there is none, and returns what holds the offset now: this value, or the earlier one. */
    long putIfAbsent(long offset, long packedValue) {
        long number = offset >>> PAGE_BITS;
        if (number != cachedPage) {
            cached = pages.computeIfAbsent(number, _ -> emptyPage());
            cachedPage = number;
        }
        int index = (int) offset & (PAGE_SIZE - 1);
        if (cached[index] == ReplicaLog.HOLE) {
            cached[index] = packedValue;
            end = Math.max(end, offset + 1);
        }
        return cached[index];
    }

    /** One more than the greatest offset that holds a record. */
    public long end() {
        return end;
    }

    /** Passes every record, by offset. */
    public void forEach(RecordConsumer action) {
        pages.forEach((number, page) -> {
            for (int i = 0; i < PAGE_SIZE; i++) {
                if (page[i] != ReplicaLog.HOLE) {
                    action.accept((number << PAGE_BITS) + i, page[i]);
                }
            }
        });
    }

    private static long[] emptyPage() {
        long[] page = new long[PAGE_SIZE];
        Arrays.fill(page, ReplicaLog.HOLE);
        return page;
    }
}
