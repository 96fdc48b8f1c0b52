package ordeal.checker.compact;

import java.util.Arrays;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Longs by index, in compressed blocks of {@value #BLOCK_SIZE}. One block, the window, lies open; reading and writing near it costs what
 * an array costs, elsewhere one block is packed and another unpacked. So going through indexes in about their order is cheap, both
 * to fill a column and to read it. Indexes are 64 bits wide, and a lonely one costs a page of {@value #PAGE_SIZE} references.
 */
public final class LongColumn {
    /** How many longs are packed together. */
    static final int BLOCK_SIZE = 128;

    private static final int BLOCK_BITS = 7;
    private static final int PAGE_BITS = 6;
    private static final int PAGE_SIZE = 1 << PAGE_BITS;
    private static final int INDEX_MASK = BLOCK_SIZE - 1;

    private final BlockCodec codec;
    private final long absent;
    private final NavigableMap<Long, byte[][]> pages = new TreeMap<>();
    private long @Nullable [] window;
    private long windowNumber = -1;
    private boolean changed;

    /** Takes an index and what is there. */
    @FunctionalInterface
    public interface EntryConsumer {
        /** One entry. */
        void accept(long index, long value);
    }

    private LongColumn(BlockCodec codec, long absent) {
        this.codec = codec;
        this.absent = absent;
    }

    /**
     * An empty column of offsets, times or counts.
     *
     * @param absent what is read where nothing was set
     */
    public static LongColumn of(SteppedBlocks codec, long absent) {
        return new LongColumn(codec, absent);
    }

    /**
     * An empty column of packed values.
     *
     * @param absent what is read where nothing was set
     */
    public static LongColumn of(ValueBlocks codec, long absent) {
        return new LongColumn(codec, absent);
    }

    /** What is at an index. */
    public long get(long index) {
        long number = index >>> BLOCK_BITS;
        if (window == null || number != windowNumber) {
            byte[] packed = packed(number);
            if (packed == null) {
                return absent;
            }
            return open(number, packed)[(int) index & INDEX_MASK];
        }
        return window[(int) index & INDEX_MASK];
    }

    /** Puts something at an index; the column's own absent value takes it away. */
    public void set(long index, long value) {
        long number = index >>> BLOCK_BITS;
        long[] open = window == null || number != windowNumber ? open(number, packed(number)) : window;
        if (open[(int) index & INDEX_MASK] != value) {
            open[(int) index & INDEX_MASK] = value;
            changed = true;
        }
    }

    /** Passes everything that is not absent, by index as an unsigned number. Nothing may be set meanwhile. */
    public void forEach(EntryConsumer action) {
        pack();
        long[] block = new long[BLOCK_SIZE];
        pages.forEach((page, blocks) -> {
            for (int i = 0; i < PAGE_SIZE; i++) {
                if (blocks[i] != null) {
                    codec.decode(blocks[i], block);
                    forEach((page << PAGE_BITS) + i, block, action);
                }
            }
        });
    }

    private void forEach(long number, long[] block, EntryConsumer action) {
        for (int i = 0; i < BLOCK_SIZE; i++) {
            if (block[i] != absent) {
                action.accept((number << BLOCK_BITS) + i, block[i]);
            }
        }
    }

    private byte @Nullable [] packed(long number) {
        byte[][] page = pages.get(number >>> PAGE_BITS);
        return page == null ? null : page[(int) number & (PAGE_SIZE - 1)];
    }

    private long[] open(long number, byte @Nullable [] packed) {
        pack();
        long[] open = window == null ? new long[BLOCK_SIZE] : window;
        if (packed == null) {
            Arrays.fill(open, absent);
        } else {
            codec.decode(packed, open);
        }
        window = open;
        windowNumber = number;
        return open;
    }

    private void pack() {
        if (changed && window != null) {
            pages.computeIfAbsent(windowNumber >>> PAGE_BITS, _ -> new byte[PAGE_SIZE][])[
                            (int) windowNumber & (PAGE_SIZE - 1)] =
                    codec.encode(window);
            changed = false;
        }
    }
}
