package ordeal.broker.log.file;

import java.nio.file.Path;

/** From offsets to positions. An entry, 8 bytes: the last offset of a batch, less the segment's base, i32; the batch's position, i32. */
final class OffsetIndex extends IndexFile {
    /** Size of an entry. */
    static final int ENTRY_BYTES = 8;

    private static final int POSITION_AT = 4;

    private final long baseOffset;

    OffsetIndex(Path path, long baseOffset) {
        super(path, ENTRY_BYTES);
        this.baseOffset = baseOffset;
    }

    /** Adds a batch. */
    void add(long lastOffset, int position) {
        int at = addEntry();
        entries().putInt(at, Math.toIntExact(lastOffset - baseOffset));
        entries().putInt(at + POSITION_AT, position);
    }

    @Override
    long key(int entry) {
        return baseOffset + entries().getInt(entry * ENTRY_BYTES);
    }

    int position(int entry) {
        return entries().getInt(entry * ENTRY_BYTES + POSITION_AT);
    }

    /** A position at or before that of the batch which holds an offset. */
    int positionBefore(long offset) {
        int entry = floor(offset);
        return entry < 0 ? 0 : position(entry);
    }

    /** The greatest position of an entry that is not above a position; 0 when there is none. */
    int positionAtOrBelow(int position) {
        int entry = countBelow(position + 1L) - 1;
        return entry < 0 ? 0 : position(entry);
    }

    /** How many entries have a position below one. */
    int countBelow(long position) {
        int low = 0;
        int high = count();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (position(middle) < position) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Whether it can be the index of a file of a size. */
    boolean plausible(int logSizeBytes) {
        if (count() == 0) {
            return true;
        }
        long lastOffset = key(count() - 1);
        return lastOffset >= baseOffset && position(count() - 1) < logSizeBytes;
    }
}
