package ordeal.broker.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.file.FileSlice;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.BaseRecords;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.record.TimestampType;

/** Batches and settings for tests. */
public final class Batches {
    /** Settings under which nothing happens by itself. */
    public static final TopicSettings QUIET = new TopicSettings(
            1 << 20,
            Long.MAX_VALUE,
            1 << 20,
            256,
            -1,
            -1,
            1000,
            Long.MAX_VALUE,
            Long.MAX_VALUE,
            1 << 19,
            false,
            1,
            false);

    private Batches() {}

    /** Settings with small segments. */
    public static TopicSettings segmentsOf(int segmentBytes) {
        return settings(segmentBytes, -1, -1, Long.MAX_VALUE);
    }

    /** Settings under which an append counts when it was synced. */
    public static TopicSettings syncing() {
        return settings(1 << 20, -1, -1, 1);
    }

    public static TopicSettings settings(int segmentBytes, long retentionMs, long retentionBytes, long flushMessages) {
        return new TopicSettings(
                segmentBytes,
                Long.MAX_VALUE,
                1 << 20,
                256,
                retentionMs,
                retentionBytes,
                1000,
                flushMessages,
                Long.MAX_VALUE,
                1 << 19,
                false,
                1,
                false);
    }

    /** A client's batch. */
    public static MemoryRecords of(long timestampMs, String... values) {
        SimpleRecord[] records = new SimpleRecord[values.length];
        for (int i = 0; i < values.length; i++) {
            records[i] = new SimpleRecord(timestampMs, values[i].getBytes(UTF_8));
        }
        return MemoryRecords.withRecords(Compression.NONE, records);
    }

    /** A client's batch of records with these timestamps. */
    public static MemoryRecords at(long... timestampsMs) {
        SimpleRecord[] records = new SimpleRecord[timestampsMs.length];
        for (int i = 0; i < timestampsMs.length; i++) {
            records[i] = new SimpleRecord(timestampsMs[i], new byte[] {(byte) i});
        }
        return MemoryRecords.withRecords(Compression.NONE, records);
    }

    /** An idempotent client's batch of some records. */
    public static MemoryRecords idempotent(long producerId, int epoch, int baseSequence, int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = new SimpleRecord(1000L + baseSequence + i, new byte[] {(byte) i});
        }
        return MemoryRecords.withIdempotentRecords(Compression.NONE, producerId, (short) epoch, baseSequence, records);
    }

    /** A batch as a leader has it. */
    public static MemoryRecords led(long baseOffset, int leaderEpoch, int count) {
        SimpleRecord[] records = new SimpleRecord[count];
        for (int i = 0; i < count; i++) {
            records[i] = new SimpleRecord(1000 + baseOffset + i, ("v" + (baseOffset + i)).getBytes(UTF_8));
        }
        return MemoryRecords.withRecords(
                RecordBatch.MAGIC_VALUE_V2,
                baseOffset,
                Compression.NONE,
                TimestampType.CREATE_TIME,
                RecordBatch.NO_PRODUCER_ID,
                RecordBatch.NO_PRODUCER_EPOCH,
                RecordBatch.NO_SEQUENCE,
                leaderEpoch,
                false,
                records);
    }

    /** Batches one after the other. */
    public static MemoryRecords concat(MemoryRecords... parts) {
        int bytes = 0;
        for (MemoryRecords part : parts) {
            bytes += part.sizeInBytes();
        }
        ByteBuffer all = ByteBuffer.allocate(bytes);
        for (MemoryRecords part : parts) {
            all.put(part.buffer());
        }
        return MemoryRecords.readableRecords(all.flip());
    }

    /** The bytes that the network would send, in memory. */
    public static MemoryRecords toMemory(FetchedRecords fetched) {
        return toMemory(fetched.records());
    }

    private static MemoryRecords toMemory(BaseRecords records) {
        if (records instanceof MemoryRecords memory) {
            return memory;
        }
        ByteBuffer bytes = ByteBuffer.allocate(records.sizeInBytes());
        try {
            FileSlice slice = (FileSlice) records;
            while (bytes.hasRemaining() && slice.channel().read(bytes, slice.position() + bytes.position()) >= 0) {
                // More.
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return MemoryRecords.readableRecords(bytes.flip());
    }

    /** Offset and value of every record, as {@code offset=value}. */
    public static List<String> contents(MemoryRecords records) {
        List<String> contents = new ArrayList<>();
        for (Record record : records.records()) {
            byte[] value = new byte[record.valueSize()];
            record.value().get(value);
            contents.add(record.offset() + "=" + new String(value, UTF_8));
        }
        return contents;
    }
}
