package ordeal.checker.compact;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Blocks of longs of which each is about a constant step from the one before: offsets, times, counts. A block stores its first long,
 * the median step, and how far each further step is from the median.
 */
public final class SteppedBlocks implements BlockCodec {
    private static final int STEPS = LongColumn.BLOCK_SIZE - 1;

    private final PatchedBits bits = new PatchedBits();
    private final long[] steps = new long[STEPS];
    private final long[] sorted = new long[STEPS];
    private final ByteBuffer out = ByteBuffer.allocate(2 * Varints.MAX_BYTES + PatchedBits.limitBytes(STEPS));

    @Override
    public byte[] encode(long[] block) {
        for (int i = 0; i < STEPS; i++) {
            steps[i] = block[i + 1] - block[i];
        }
        System.arraycopy(steps, 0, sorted, 0, STEPS);
        Arrays.sort(sorted);
        long median = sorted[STEPS / 2];
        for (int i = 0; i < STEPS; i++) {
            steps[i] -= median;
        }
        out.clear();
        Varints.write(block[0], out);
        Varints.write(median, out);
        bits.write(steps, STEPS, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void decode(byte[] bytes, long[] block) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        long last = Varints.read(in);
        long median = Varints.read(in);
        PatchedBits.read(in, steps, STEPS);
        block[0] = last;
        for (int i = 0; i < STEPS; i++) {
            last += median + steps[i];
            block[i + 1] = last;
        }
    }
}
