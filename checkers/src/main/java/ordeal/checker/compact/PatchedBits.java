package ordeal.checker.compact;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Small differences, each in the same number of bits, with a patch for each that does not fit (patched frame of reference). Differences
 * may have either sign and any size.
 *
 * <pre>
 * 1 byte   width in bits, 0 to 56
 * 1 byte   number of patches
 * n bytes  the low bits of every difference, least significant first
 * patches  1 byte position, then the bits above the width as a variable-length number
 * </pre>
 */
final class PatchedBits {
    /** Wide enough for nearly everything, and narrow enough that a value and the rest of a byte fit into one long. */
    private static final int MAX_WIDTH = 56;

    private final int[] lengths = new int[Long.SIZE + 1];

    /** The most bytes that {@link #write} takes for this many differences. */
    static int limitBytes(int count) {
        return 2 + count * (1 + Varints.MAX_BYTES);
    }

    /** Appends differences to a buffer; leaves the array with each one's sign folded into its lowest bit. */
    void write(long[] differences, int count, ByteBuffer out) {
        for (int i = 0; i < count; i++) {
            differences[i] = Varints.fold(differences[i]);
        }
        int width = width(differences, count);
        out.put((byte) width);
        int patchCountPosition = out.position();
        out.put((byte) 0);
        pack(differences, count, width, out);
        int patches = 0;
        for (int i = 0; i < count; i++) {
            if (differences[i] >>> width != 0) {
                out.put((byte) i);
                Varints.writeFolded(differences[i] >>> width, out);
                patches++;
            }
        }
        out.put(patchCountPosition, (byte) patches);
    }

    /** Reads what {@link #write} appended. */
    static void read(ByteBuffer in, long[] differences, int count) {
        int width = in.get();
        int patches = Byte.toUnsignedInt(in.get());
        unpack(in, differences, count, width);
        for (int i = 0; i < patches; i++) {
            int position = Byte.toUnsignedInt(in.get());
            differences[position] |= Varints.readFolded(in) << width;
        }
        for (int i = 0; i < count; i++) {
            differences[i] = Varints.unfold(differences[i]);
        }
    }

    /** The width that takes the fewest bytes, patches included. */
    private int width(long[] folded, int count) {
        Arrays.fill(lengths, 0);
        int longest = 0;
        for (int i = 0; i < count; i++) {
            int length = Long.SIZE - Long.numberOfLeadingZeros(folded[i]);
            lengths[length]++;
            longest = Math.max(longest, length);
        }
        int best = 0;
        int bestBytes = Integer.MAX_VALUE;
        for (int width = 0; width <= Math.min(longest, MAX_WIDTH); width++) {
            int bytes = (count * width + 7) / 8;
            for (int length = width + 1; length <= longest; length++) {
                bytes += lengths[length] * (1 + (length - width + Varints.BITS_PER_BYTE - 1) / Varints.BITS_PER_BYTE);
            }
            if (bytes < bestBytes) {
                best = width;
                bestBytes = bytes;
            }
        }
        return best;
    }

    private static void pack(long[] folded, int count, int width, ByteBuffer out) {
        if (width == 0) {
            return;
        }
        long mask = (1L << width) - 1;
        long pending = 0;
        int pendingBits = 0;
        for (int i = 0; i < count; i++) {
            pending |= (folded[i] & mask) << pendingBits;
            pendingBits += width;
            while (pendingBits >= Byte.SIZE) {
                out.put((byte) pending);
                pending >>>= Byte.SIZE;
                pendingBits -= Byte.SIZE;
            }
        }
        if (pendingBits > 0) {
            out.put((byte) pending);
        }
    }

    private static void unpack(ByteBuffer in, long[] folded, int count, int width) {
        long mask = (1L << width) - 1;
        long pending = 0;
        int pendingBits = 0;
        for (int i = 0; i < count; i++) {
            while (pendingBits < width) {
                pending |= (long) Byte.toUnsignedInt(in.get()) << pendingBits;
                pendingBits += Byte.SIZE;
            }
            folded[i] = pending & mask;
            pending >>>= width;
            pendingBits -= width;
        }
    }
}
