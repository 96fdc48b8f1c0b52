package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.broker.producer.ProducerBatch;
import ordeal.broker.producer.ProducerEntry;
import org.apache.kafka.common.record.DefaultRecordBatch;
import org.apache.kafka.common.utils.Crc32C;

/**
 * Kafka's file of what is known of the producers, version 1; big endian.
 *
 * <pre>
 * 0 version i16, 1
 * 2 CRC-32C of all after it u32
 * 6 number of entries i32; each: producer id i64, epoch i16, last sequence i32, last offset i64,
 *   last offset less first offset of the last batch i32, timestamp i64, coordinator epoch i32 (-1),
 *   first offset of the open transaction i64 (-1)
 * </pre>
 */
final class ProducerSnapshotFile {
    private static final short VERSION = 1;
    private static final int CRC_AT = 2;
    private static final int CHECKED_FROM = 6;
    private static final int ENTRIES_AT = 10;
    private static final int ENTRY_BYTES = 46;
    private static final int NO_COORDINATOR = -1;
    private static final long NO_TRANSACTION = -1;

    private ProducerSnapshotFile() {}

    /** The file's content. */
    static byte[] encode(List<ProducerEntry> entries) {
        ByteBuffer buffer = ByteBuffer.allocate(ENTRIES_AT + entries.size() * ENTRY_BYTES);
        buffer.putShort(VERSION).putInt(0).putInt(entries.size());
        for (ProducerEntry entry : entries) {
            ProducerBatch batch = entry.lastBatch();
            buffer.putLong(entry.producerId())
                    .putShort(entry.epoch())
                    .putInt(batch.lastSequence())
                    .putLong(batch.lastOffset())
                    .putInt((int) (batch.lastOffset() - batch.firstOffset()))
                    .putLong(batch.timestampMs())
                    .putInt(NO_COORDINATOR)
                    .putLong(NO_TRANSACTION);
        }
        buffer.flip().putInt(CRC_AT, (int) Crc32C.compute(buffer, CHECKED_FROM, buffer.limit() - CHECKED_FROM));
        return buffer.array();
    }

    /** What a file says; empty when it is damaged, or of another version. */
    static Optional<List<ProducerEntry>> read(Path file) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(Files.readAllBytes(file));
        if (buffer.limit() < ENTRIES_AT
                || buffer.getShort(0) != VERSION
                || Integer.toUnsignedLong(buffer.getInt(CRC_AT))
                        != Crc32C.compute(buffer, CHECKED_FROM, buffer.limit() - CHECKED_FROM)
                || buffer.limit() != ENTRIES_AT + (long) buffer.getInt(CHECKED_FROM) * ENTRY_BYTES) {
            return Optional.empty();
        }
        List<ProducerEntry> entries = new ArrayList<>();
        buffer.position(ENTRIES_AT);
        while (buffer.hasRemaining()) {
            entries.add(entry(buffer));
        }
        return Optional.of(entries);
    }

    private static ProducerEntry entry(ByteBuffer buffer) {
        long producerId = buffer.getLong();
        short epoch = buffer.getShort();
        int lastSequence = buffer.getInt();
        long lastOffset = buffer.getLong();
        int offsetDelta = buffer.getInt();
        long timestampMs = buffer.getLong();
        buffer.getInt();
        buffer.getLong();
        int firstSequence = DefaultRecordBatch.decrementSequence(lastSequence, offsetDelta);
        return new ProducerEntry(
                producerId,
                epoch,
                new ProducerBatch(firstSequence, lastSequence, lastOffset - offsetDelta, lastOffset, timestampMs));
    }
}
