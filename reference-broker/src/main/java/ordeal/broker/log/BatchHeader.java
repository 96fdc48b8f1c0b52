package ordeal.broker.log;

import java.nio.ByteBuffer;
import ordeal.broker.producer.ProducerBatch;
import org.apache.kafka.common.record.DefaultRecordBatch;

/**
 * The header of a batch in Kafka's format, version 2; big endian.
 *
 * <pre>
 *  0 base offset i64          21 attributes i16         43 producer id i64
 *  8 length after this i32    23 last offset delta i32  51 producer epoch i16
 * 12 leader epoch i32         27 base timestamp i64     53 base sequence i32
 * 16 magic i8, always 2       35 max timestamp i64      57 record count i32
 * 17 CRC-32C of 21.. i32                                61 records
 * </pre>
 *
 * @param sizeBytes of the whole batch
 */
public record BatchHeader(
        long baseOffset,
        long lastOffset,
        int sizeBytes,
        int leaderEpoch,
        byte magic,
        long maxTimestampMs,
        long producerId,
        short producerEpoch,
        int baseSequence) {
    /** Size of a header. */
    public static final int SIZE_BYTES = 61;
    /** Bytes before those that the length field counts. */
    public static final int LENGTH_END = 12;
    /** Where the bytes begin that the checksum covers. */
    public static final int CHECKED_FROM = 21;

    private static final int LENGTH_AT = 8;
    private static final int LEADER_EPOCH_AT = 12;
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int MAX_TIMESTAMP_AT = 35;
    private static final int PRODUCER_ID_AT = 43;
    private static final int PRODUCER_EPOCH_AT = 51;
    private static final int BASE_SEQUENCE_AT = 53;

    /** Reads the header that begins at an index of a buffer, whose position does not change. It may be damaged. */
    public static BatchHeader at(ByteBuffer buffer, int index) {
        long baseOffset = buffer.getLong(index);
        return new BatchHeader(
                baseOffset,
                baseOffset + buffer.getInt(index + LAST_OFFSET_DELTA_AT),
                LENGTH_END + buffer.getInt(index + LENGTH_AT),
                buffer.getInt(index + LEADER_EPOCH_AT),
                buffer.get(index + MAGIC_AT),
                buffer.getLong(index + MAX_TIMESTAMP_AT),
                buffer.getLong(index + PRODUCER_ID_AT),
                buffer.getShort(index + PRODUCER_EPOCH_AT),
                buffer.getInt(index + BASE_SEQUENCE_AT));
    }

    /** The checksum in the header that begins at an index of a buffer. */
    public static long checksumAt(ByteBuffer buffer, int index) {
        return Integer.toUnsignedLong(buffer.getInt(index + CRC_AT));
    }

    /** The offset after the batch's last record. */
    public long nextOffset() {
        return lastOffset + 1;
    }

    /** Whether an idempotent producer sent it. */
    public boolean hasProducer() {
        return producerId >= 0 && baseSequence >= 0;
    }

    /** Sequence number of the last record. */
    public int lastSequence() {
        return DefaultRecordBatch.incrementSequence(baseSequence, (int) (lastOffset - baseOffset));
    }

    /** The batch as its producer's state remembers it. */
    public ProducerBatch producerBatch() {
        return new ProducerBatch(baseSequence, lastSequence(), baseOffset, lastOffset, maxTimestampMs);
    }
}
