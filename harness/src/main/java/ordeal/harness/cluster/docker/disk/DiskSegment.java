package ordeal.harness.cluster.docker.disk;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A segment's bytes in Kafka's format, read as a broker's recovery reads them: batch after batch as long as they are whole and their
 * checksums right. A disk that lost power may hold zeros, or half of what was written, in the middle.
 *
 * <p>A batch has its base offset (8 bytes), the length of what follows (4), the leader's epoch (4), the format's number (1), the checksum
 * of all that comes after it (4), attributes (2), the last offset's distance from the base (4), and more.
 *
 * @param batches the sound batches up to the first that is not
 */
record DiskSegment(List<Batch> batches) {
    private static final int LENGTH_AT = 8;
    private static final int MAGIC_AT = 16;
    private static final int CHECKSUM_AT = 17;
    private static final int CHECKED_FROM = 21;
    private static final int LAST_OFFSET_DELTA_AT = 23;
    private static final int LENGTH_FROM = 12;
    private static final int HEADER_BYTES = 61;
    private static final byte MAGIC = 2;

    DiskSegment {
        batches = List.copyOf(batches);
    }

    /**
     * A batch's place.
     *
     * @param position where it begins in the file
     * @param sizeBytes how long it is
     */
    record Batch(int position, int sizeBytes, long baseOffset, long lastOffset) {}

    /** Reads what a file holds. */
    static DiskSegment of(byte[] content) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        List<Batch> batches = new ArrayList<>();
        int position = 0;
        while (content.length - position >= HEADER_BYTES) {
            int sizeBytes = LENGTH_FROM + bytes.getInt(position + LENGTH_AT);
            if (sizeBytes < HEADER_BYTES
                    || sizeBytes > content.length - position
                    || bytes.get(position + MAGIC_AT) != MAGIC
                    || bytes.getInt(position + CHECKSUM_AT) != checksum(content, position, sizeBytes)) {
                break;
            }
            long baseOffset = bytes.getLong(position);
            batches.add(new Batch(
                    position, sizeBytes, baseOffset, baseOffset + bytes.getInt(position + LAST_OFFSET_DELTA_AT)));
            position += sizeBytes;
        }
        return new DiskSegment(batches);
    }

    /** How many bytes are sound. */
    long soundBytes() {
        return batches.isEmpty()
                ? 0
                : batches.getLast().position() + batches.getLast().sizeBytes();
    }

    /**
     * The offset behind the last sound batch.
     *
     * @param baseOffset the segment's, which is the answer when there is no batch
     */
    long endOffset(long baseOffset) {
        return batches.isEmpty() ? baseOffset : batches.getLast().lastOffset() + 1;
    }

    private static int checksum(byte[] content, int position, int sizeBytes) {
        CRC32C crc = new CRC32C();
        crc.update(content, position + CHECKED_FROM, sizeBytes - CHECKED_FROM);
        return (int) crc.getValue();
    }
}
