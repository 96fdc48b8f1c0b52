package ordeal.checker.history;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.avro.file.SeekableFileInput;

/** A history file up to the end of its last whole block: Avro's own reader does not tell a torn block from the file's end. */
final class WholeBlocks extends SeekableFileInput {
    private static final int FIRST_TAIL_BYTES = 1 << 16;

    private final long endBytes;

    WholeBlocks(Path path, long endBytes) throws IOException {
        super(path.toFile());
        this.endBytes = endBytes;
    }

    /**
     * Where the last whole block ends: right after the last sync marker.
     *
     * @throws IOException when there is no marker, so not even a whole header
     */
    static long endOf(Path path) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            long length = file.length();
            for (long tailBytes = FIRST_TAIL_BYTES; ; tailBytes *= 4) {
                byte[] tail = new byte[(int) Math.min(tailBytes, length)];
                file.seek(length - tail.length);
                file.readFully(tail);
                int end = endOfLastMarker(tail);
                if (end >= 0) {
                    return length - tail.length + end;
                }
                if (tail.length == length || tailBytes > Integer.MAX_VALUE / 4) {
                    throw new IOException(path.getFileName() + " is no history: it holds no sync marker");
                }
            }
        }
    }

    private static int endOfLastMarker(byte[] bytes) {
        byte[] marker = HistorySchema.SYNC_MARKER;
        for (int start = bytes.length - marker.length; start >= 0; start--) {
            if (Arrays.equals(bytes, start, start + marker.length, marker, 0, marker.length)) {
                return start + marker.length;
            }
        }
        return -1;
    }

    @Override
    public long length() {
        return endBytes;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = endBytes - tell();
        return left <= 0 ? -1 : super.read(bytes, offset, (int) Math.min(length, left));
    }
}
