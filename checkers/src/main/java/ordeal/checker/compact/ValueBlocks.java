package ordeal.checker.compact;

import java.nio.ByteBuffer;
import java.util.Arrays;
import ordeal.checker.history.Value;

/**
 * Blocks of packed {@link Value}s as they lie in a log: batches of several producers, one after the other, each going on where its
 * producer's last batch ended. A block names each of its producers once, with the first sequence; then it stores who comes next, which
 * changes once a batch, and by how far each sequence misses the one after its producer's last. Any other long is stored as well.
 *
 * <pre>
 * 1 byte     number of producers
 * producers  the bits above the sequence and the first sequence, as variable-length longs
 * bits       difference of the producer's place in that list to that of the long before
 * bits       difference to the sequence that was to come; 0 for a producer's first
 * </pre>
 */
public final class ValueBlocks implements BlockCodec {
    private static final int SIZE = LongColumn.BLOCK_SIZE;
    private static final int SEQUENCE_BITS = Long.numberOfTrailingZeros(Value.SEQUENCE_LIMIT);
    private static final long SEQUENCE_MASK = Value.SEQUENCE_LIMIT - 1;

    private final PatchedBits bits = new PatchedBits();
    private final long[] producers = new long[SIZE];
    private final long[] firsts = new long[SIZE];
    private final long[] expected = new long[SIZE];
    private final long[] places = new long[SIZE];
    private final long[] misses = new long[SIZE];
    private final ByteBuffer out =
            ByteBuffer.allocate(1 + 2 * Varints.MAX_BYTES * SIZE + 2 * PatchedBits.limitBytes(SIZE));

    @Override
    public byte[] encode(long[] block) {
        int count = 0;
        int place = 0;
        for (int i = 0; i < SIZE; i++) {
            long producer = block[i] >>> SEQUENCE_BITS;
            long sequence = block[i] & SEQUENCE_MASK;
            int next = placeOf(producer, place, count);
            if (next == count) {
                producers[count] = producer;
                firsts[count] = sequence;
                expected[count] = sequence;
                count++;
            }
            places[i] = (long) next - place;
            misses[i] = sequence - expected[next];
            expected[next] = sequence + 1;
            place = next;
        }
        out.clear();
        out.put((byte) count);
        for (int i = 0; i < count; i++) {
            Varints.write(producers[i], out);
            Varints.write(firsts[i], out);
        }
        bits.write(places, SIZE, out);
        bits.write(misses, SIZE, out);
        return Arrays.copyOf(out.array(), out.position());
    }

    @Override
    public void decode(byte[] bytes, long[] block) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        int count = Byte.toUnsignedInt(in.get());
        for (int i = 0; i < count; i++) {
            producers[i] = Varints.read(in);
            expected[i] = Varints.read(in);
        }
        PatchedBits.read(in, places, SIZE);
        PatchedBits.read(in, misses, SIZE);
        int place = 0;
        for (int i = 0; i < SIZE; i++) {
            place += (int) places[i];
            long sequence = expected[place] + misses[i];
            block[i] = (producers[place] << SEQUENCE_BITS) | sequence;
            expected[place] = sequence + 1;
        }
    }

    /** Where a producer is in the list; its end when it is not there. The last one is the likeliest. */
    private int placeOf(long producer, int last, int count) {
        if (last < count && producers[last] == producer) {
            return last;
        }
        int place = 0;
        while (place < count && producers[place] != producer) {
            place++;
        }
        return place;
    }
}
