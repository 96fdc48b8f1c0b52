package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import ordeal.broker.log.BatchHeader;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.utils.Crc32C;
import org.jspecify.annotations.Nullable;

/**
 * Examines every batch of a segment and makes its indexes anew: sizes, checksums, offsets that follow on each other. The segment is cut
 * before the first batch that is not as it should be.
 */
final class SegmentScan {
    private static final int CHUNK_BYTES = 1 << 20;

    private final Segment segment;
    private final int fileBytes;
    private ByteBuffer chunk;
    private int position;

    private SegmentScan(Segment segment) throws IOException {
        this.segment = segment;
        this.fileBytes = Math.toIntExact(segment.channel().size());
        this.chunk = ByteBuffer.allocate(Math.min(CHUNK_BYTES, fileBytes));
    }

    /** Examines a segment; returns how many bytes were cut off. */
    static int repair(Segment segment) throws IOException {
        SegmentScan scan = new SegmentScan(segment);
        scan.run();
        if (scan.position < scan.fileBytes) {
            segment.channel().truncate(scan.position);
        }
        return scan.fileBytes - scan.position;
    }

    private void run() throws IOException {
        segment.beginIndexing();
        fill();
        for (BatchHeader header = next(); header != null; header = next()) {
            segment.index(header, position);
            chunk.position(chunk.position() + header.sizeBytes());
            position += header.sizeBytes();
        }
    }

    /** The next batch, wholly in the chunk; null when there is none that is as it should be. */
    private @Nullable BatchHeader next() throws IOException {
        if (!available(BatchHeader.SIZE_BYTES)) {
            return null;
        }
        BatchHeader header = BatchHeader.at(chunk, chunk.position());
        boolean fits = header.sizeBytes() >= BatchHeader.SIZE_BYTES
                && header.magic() == RecordBatch.MAGIC_VALUE_V2
                && header.baseOffset() == segment.nextOffset()
                && header.lastOffset() >= header.baseOffset()
                && header.lastOffset() - segment.baseOffset() <= Integer.MAX_VALUE;
        return fits && available(header.sizeBytes()) && checksumRight(header) ? header : null;
    }

    private boolean checksumRight(BatchHeader header) {
        long computed = Crc32C.compute(chunk, BatchHeader.CHECKED_FROM, header.sizeBytes() - BatchHeader.CHECKED_FROM);
        return computed == BatchHeader.checksumAt(chunk, chunk.position());
    }

    private boolean available(int bytes) throws IOException {
        if (chunk.remaining() >= bytes) {
            return true;
        }
        if (fileBytes - position < bytes) {
            return false;
        }
        if (chunk.capacity() < bytes) {
            chunk = ByteBuffer.allocate(bytes);
        }
        fill();
        return chunk.remaining() >= bytes;
    }

    private void fill() throws IOException {
        chunk.clear().limit(Math.min(chunk.capacity(), fileBytes - position));
        DurableFiles.readFully(segment.channel(), chunk, position);
        chunk.flip();
    }
}
