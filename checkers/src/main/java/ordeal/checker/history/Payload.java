package ordeal.checker.history;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The bytes of a {@link Value}: a header that names the value and the run, then a filling in which every byte can be
 * computed again, so that a single altered bit anywhere is noticed.
 *
 * <pre>
 * offset  size  field
 *      0     2  magic 0x4F44
 *      2     2  producer
 *      4     2  partition
 *      6     2  length of the whole payload
 *      8     8  sequence (low 40 bits) and tag of the run (high 24 bits)
 *     16     4  CRC-32C of bytes 0 to 15 and of the filling
 *     20     n  filling: SplitMix64 words seeded with the first 16 bytes
 * </pre>
 *
 * <p>Half of the filling's words are repeated, so that compression has something to do.
 */
public final class Payload {
    /** The smallest payload: a header and no filling. */
    public static final int MIN_SIZE_BYTES = 20;
    /** The largest payload that the length field can hold. */
    public static final int MAX_SIZE_BYTES = 0xFFFF;

    private static final short MAGIC = 0x4F44;
    private static final int CRC_POSITION = 16;
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private final long runTag;

    /**
     * The payloads of one run.
     *
     * @param seed the run's seed; a payload of a run with another seed is foreign
     */
    public Payload(long seed) {
        this.runTag = mix(seed) & 0xFFFFFFL;
    }

    /** What a payload turned out to be. */
    public sealed interface Decoded {
        /** Every byte is as its producer wrote it. */
        record Genuine(Value value, int sizeBytes) implements Decoded {}

        /** Nobody in this run wrote these bytes. */
        record Foreign(String reason) implements Decoded {}
    }

    /**
     * The payload of a value.
     *
     * @param sizeBytes its size, {@link #MIN_SIZE_BYTES} to {@link #MAX_SIZE_BYTES}
     */
    public byte[] encode(Value value, int sizeBytes) {
        if (sizeBytes < MIN_SIZE_BYTES || sizeBytes > MAX_SIZE_BYTES) {
            throw new IllegalArgumentException("payload size out of range: " + sizeBytes);
        }
        byte[] bytes = new byte[sizeBytes];
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        buffer.putShort(MAGIC)
                .putShort((short) value.producer())
                .putShort((short) value.partition())
                .putShort((short) sizeBytes)
                .putLong(runTag << 40 | value.sequence());
        fill(bytes);
        buffer.putInt(CRC_POSITION, checksum(bytes));
        return bytes;
    }

    /** Which value these bytes are, or why they are none of this run's. */
    public Decoded decode(byte[] bytes) {
        if (bytes.length < MIN_SIZE_BYTES) {
            return new Decoded.Foreign("only " + bytes.length + " bytes");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (buffer.getShort(0) != MAGIC) {
            return new Decoded.Foreign("no magic number");
        }
        if (Short.toUnsignedInt(buffer.getShort(6)) != bytes.length) {
            return new Decoded.Foreign("length field disagrees with " + bytes.length + " bytes");
        }
        if (buffer.getInt(CRC_POSITION) != checksum(bytes)) {
            return new Decoded.Foreign("checksum mismatch");
        }
        if (buffer.getLong(8) >>> 40 != runTag) {
            return new Decoded.Foreign("written by another run");
        }
        int producer = Short.toUnsignedInt(buffer.getShort(2));
        int partition = Short.toUnsignedInt(buffer.getShort(4));
        long sequence = buffer.getLong(8) & 0xFFFFFFFFFFL;
        if (producer >= Value.PRODUCER_LIMIT
                || partition >= Value.PARTITION_LIMIT
                || sequence >= Value.SEQUENCE_LIMIT) {
            return new Decoded.Foreign("header out of range");
        }
        Value value = new Value(producer, partition, sequence);
        if (!Arrays.equals(bytes, encode(value, bytes.length))) {
            return new Decoded.Foreign("filling differs from what the value's producer writes");
        }
        return new Decoded.Genuine(value, bytes.length);
    }

    private static void fill(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        long state = mix(buffer.getLong(0)) ^ buffer.getLong(8);
        long word = 0;
        for (int position = MIN_SIZE_BYTES, words = 0; position < bytes.length; position += Long.BYTES, words++) {
            if (words % 2 == 0) {
                state += GOLDEN_GAMMA;
                word = mix(state);
            }
            for (int i = 0; i < Long.BYTES && position + i < bytes.length; i++) {
                bytes[position + i] = (byte) (word >>> (8 * i));
            }
        }
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, CRC_POSITION);
        crc.update(bytes, MIN_SIZE_BYTES, bytes.length - MIN_SIZE_BYTES);
        return (int) crc.getValue();
    }

    private static long mix(long z) {
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
