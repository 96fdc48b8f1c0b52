package ordeal.checker.compact;

import java.util.HashMap;
import java.util.Map;

/** A set of non-negative longs that mostly lie close together. A lonely one costs a page of {@value #PAGE_LONGS} longs. */
public final class SparseBits {
    private static final int PAGE_LONGS = 32;
    private static final int PAGE_BITS = 11;

    private final Map<Long, long[]> pages = new HashMap<>();
    private long pageNumber = -1;
    private long[] page = new long[0];

    /** Whether a number is in the set. */
    public boolean contains(long number) {
        return open(number, false) && (page[wordOf(number)] & (1L << number)) != 0;
    }

    /** Adds a number; true when it was not in the set. */
    public boolean add(long number) {
        var _ = open(number, true);
        long before = page[wordOf(number)];
        page[wordOf(number)] = before | (1L << number);
        return page[wordOf(number)] != before;
    }

    private boolean open(long number, boolean create) {
        long wanted = number >>> PAGE_BITS;
        if (wanted == pageNumber) {
            return true;
        }
        long[] found = create ? pages.computeIfAbsent(wanted, _ -> new long[PAGE_LONGS]) : pages.get(wanted);
        if (found == null) {
            return false;
        }
        page = found;
        pageNumber = wanted;
        return true;
    }

    private static int wordOf(long number) {
        return (int) (number >>> 6) & (PAGE_LONGS - 1);
    }
}
