package ordeal.checker.compact;

import java.nio.ByteBuffer;

/** Longs in as few bytes as they need: seven bits a byte, lowest first, the sign folded into the lowest bit. */
final class Varints {
    /** How many bits a byte carries. */
    static final int BITS_PER_BYTE = 7;
    /** The most bytes that a long takes. */
    static final int MAX_BYTES = 10;

    private static final int LOW_BITS = 0x7F;
    private static final int MORE = 0x80;

    private Varints() {}

    /** Small for what is near 0 on either side: 0, -1, 1, -2 become 0, 1, 2, 3. */
    static long fold(long value) {
        return (value << 1) ^ (value >> (Long.SIZE - 1));
    }

    /** What {@link #fold} made this of. */
    static long unfold(long folded) {
        return (folded >>> 1) ^ -(folded & 1);
    }

    /** Appends a long of either sign. */
    static void write(long value, ByteBuffer out) {
        writeFolded(fold(value), out);
    }

    /** Reads what {@link #write} appended. */
    static long read(ByteBuffer in) {
        return unfold(readFolded(in));
    }

    /** Appends a long as an unsigned number. */
    static void writeFolded(long folded, ByteBuffer out) {
        long rest = folded;
        while ((rest & ~LOW_BITS) != 0) {
            out.put((byte) (rest | MORE));
            rest >>>= BITS_PER_BYTE;
        }
        out.put((byte) rest);
    }

    /** Reads what {@link #writeFolded} appended. */
    static long readFolded(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += BITS_PER_BYTE) {
            byte next = in.get();
            value |= (long) (next & LOW_BITS) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
