package ordeal.checker.replica;

import java.util.Arrays;

/** Which leader epoch each offset of a log was written in: one entry for each stretch of consecutive offsets of one epoch. */
final class EpochRanges {
    private static final int FIRST_CAPACITY = 16;

    private int count;
    private long[] firstOffsets = new long[FIRST_CAPACITY];
    private long[] lastOffsets = new long[FIRST_CAPACITY];
    private int[] epochs = new int[FIRST_CAPACITY];

    /** Adds offsets that lie above all earlier ones. */
    void add(long firstOffset, long lastOffset, int epoch) {
        if (count > 0 && epochs[count - 1] == epoch && lastOffsets[count - 1] == firstOffset - 1) {
            lastOffsets[count - 1] = lastOffset;
            return;
        }
        if (count == epochs.length) {
            firstOffsets = Arrays.copyOf(firstOffsets, 2 * count);
            lastOffsets = Arrays.copyOf(lastOffsets, 2 * count);
            epochs = Arrays.copyOf(epochs, 2 * count);
        }
        firstOffsets[count] = firstOffset;
        lastOffsets[count] = lastOffset;
        epochs[count] = epoch;
        count++;
    }

    /** The epoch of an offset; -1 where there is none. */
    int at(long offset) {
        int found = Arrays.binarySearch(firstOffsets, 0, count, offset);
        int range = found >= 0 ? found : -found - 2;
        return range >= 0 && offset <= lastOffsets[range] ? epochs[range] : -1;
    }
}
