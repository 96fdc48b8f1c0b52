package ordeal.checker.replica;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import ordeal.checker.history.Payload;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.record.internal.FileRecords;
import org.apache.kafka.common.record.internal.Record;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.utils.internals.BufferSupplier;
import org.apache.kafka.common.utils.internals.CloseableIterator;

/** Reads the segment files of one log, one after the other, with kafka-clients' record classes. */
final class SegmentScanner {
    /** No batch of a run spans more offsets: it would not fit its own size limit. */
    private static final long SPAN_LIMIT = 10_000_000;

    private final Payload payload;
    private final BatchTable table;
    private final List<String> damages;
    private final BufferSupplier buffers = BufferSupplier.create();

    SegmentScanner(Payload payload, BatchTable table, List<String> damages) {
        this.payload = payload;
        this.table = table;
        this.damages = damages;
    }

    /** Reads one segment; what cannot be read is a damage, and ends the segment. */
    void scan(Path file, long segmentBase) throws IOException {
        try (FileRecords records = FileRecords.open(file.toFile(), false)) {
            long readBytes = 0;
            try {
                for (RecordBatch batch : records.batches()) {
                    place(file, segmentBase, batch);
                    readBytes += batch.sizeInBytes();
                }
            } catch (KafkaException | IllegalArgumentException e) {
                damage(file, "unreadable after byte " + readBytes + ": " + e.getMessage());
                return;
            }
            if (readBytes < records.sizeInBytes()) {
                damage(
                        file,
                        "torn tail: " + (records.sizeInBytes() - readBytes) + " bytes after byte " + readBytes
                                + " are no whole batch");
            }
        }
    }

    private void place(Path file, long segmentBase, RecordBatch batch) {
        boolean valid = batch.isValid();
        Integer count = batch.countOrNull();
        ReplicaLog.Batch header = new ReplicaLog.Batch(
                batch.baseOffset(),
                batch.lastOffset(),
                batch.partitionLeaderEpoch(),
                batch.producerId(),
                batch.producerEpoch(),
                batch.baseSequence(),
                count == null ? 0 : count,
                batch.checksum(),
                valid);
        if (!valid) {
            damage(file, "wrong checksum in the batch at offset " + batch.baseOffset());
        }
        long span = batch.lastOffset() - batch.baseOffset() + 1;
        long expected = table.nextOffset();
        if (batch.baseOffset() < segmentBase) {
            damage(file, "batch at offset " + batch.baseOffset() + " lies before the segment's base");
        }
        if (span <= 0 || span > SPAN_LIMIT) {
            damage(file, "batch at offset " + batch.baseOffset() + " ends at offset " + batch.lastOffset());
            table.addUnplaced(header);
        } else if (batch.baseOffset() < expected) {
            damage(file, "batch at offset " + batch.baseOffset() + " follows offset " + (expected - 1));
            table.addUnplaced(header);
        } else {
            table.add(header, values(file, batch, (int) span, valid));
        }
    }

    private long[] values(Path file, RecordBatch batch, int span, boolean valid) {
        long[] values = new long[span];
        Arrays.fill(values, valid ? ReplicaLog.HOLE : ReplicaLog.FOREIGN);
        if (!valid || batch.isControlBatch() || batch.magic() < RecordBatch.MAGIC_VALUE_V2) {
            return values;
        }
        try (CloseableIterator<Record> records = batch.streamingIterator(buffers)) {
            while (records.hasNext()) {
                Record record = records.next();
                int index = Math.toIntExact(record.offset() - batch.baseOffset());
                values[index] = value(record);
            }
        } catch (KafkaException | ArithmeticException | IndexOutOfBoundsException e) {
            damage(file, "records of the batch at offset " + batch.baseOffset() + " cannot be read: " + e.getMessage());
            Arrays.fill(values, ReplicaLog.FOREIGN);
        }
        return values;
    }

    private long value(Record record) {
        if (!record.hasValue()) {
            return ReplicaLog.FOREIGN;
        }
        byte[] bytes = new byte[record.valueSize()];
        record.value().get(bytes);
        return switch (payload.decode(bytes)) {
            case Payload.Decoded.Genuine genuine -> genuine.value().pack();
            case Payload.Decoded.Foreign _ -> ReplicaLog.FOREIGN;
        };
    }

    private void damage(Path file, String what) {
        damages.add(file.getFileName() + ": " + what);
    }
}
