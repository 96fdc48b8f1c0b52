package ordeal.broker.log.file;

import java.nio.file.Path;

/**
 * From times to offsets. An entry, 12 bytes: the greatest timestamp so far, i64; the last offset of the batch it came with, less the
 * segment's base, i32.
 */
final class TimeIndex extends IndexFile {
    /** Size of an entry. */
    static final int ENTRY_BYTES = 12;

    private static final int OFFSET_AT = 8;

    private final long baseOffset;

    TimeIndex(Path path, long baseOffset) {
        super(path, ENTRY_BYTES);
        this.baseOffset = baseOffset;
    }

    /** Adds a timestamp, when it is greater than the last one. */
    void add(long timestampMs, long offset) {
        if (timestampMs < 0 || (count() > 0 && timestampMs <= key(count() - 1))) {
            return;
        }
        int at = addEntry();
        entries().putLong(at, timestampMs);
        entries().putInt(at + OFFSET_AT, Math.toIntExact(offset - baseOffset));
    }

    @Override
    long key(int entry) {
        return entries().getLong(entry * ENTRY_BYTES);
    }

    long offset(int entry) {
        return baseOffset + entries().getInt(entry * ENTRY_BYTES + OFFSET_AT);
    }

    /** An offset at or before the first record at or after a time; the segment's base when nothing better is known. */
    long offsetBefore(long timestampMs) {
        int entry = floor(timestampMs);
        return entry < 0 ? baseOffset : offset(entry);
    }

    /** How many entries have an offset below one. */
    int countBelow(long offset) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (offset(middle) < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether it can be the index of a segment. */
    boolean plausible() {
        if (count() == 0) {
            return true;
        }
        long lastOffset = offset(count() - 1);
        return lastOffset >= baseOffset && key(count() - 1) >= key(0);
    }
}
