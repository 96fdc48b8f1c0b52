package ordeal.broker.log.file;

import java.util.Arrays;

/**
 * Where a few batches begin that were lately written or read up to: followers and consumers go on where they stopped, so most reads find
 * their position here.
 */
final class RecentPositions {
    private final long[] offsets;
    private final int[] positions;
    private int next;

    /**
     * Remembers nothing yet.
     *
     * @param size how many are remembered; a power of two
     */
    RecentPositions(int size) {
        offsets = new long[size];
        positions = new int[size];
        clear();
    }

    void add(long offset, int position) {
        offsets[next] = offset;
        positions[next] = position;
        next = (next + 1) & (offsets.length - 1);
    }

    /** The position of the batch that begins at an offset; -1 when it is not remembered. Looks at the latest first. */
    int find(long offset) {
        int mask = offsets.length - 1;
        for (int i = 1; i <= offsets.length; i++) {
            int slot = (next - i) & mask;
            if (offsets[slot] == offset) {
                return positions[slot];
            }
        }
        return -1;
    }

    void clear() {
        Arrays.fill(offsets, -1);
        next = 0;
    }
}
