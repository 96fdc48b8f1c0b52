package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import ordeal.broker.log.BatchHeader;
import org.jspecify.annotations.Nullable;

/** Walks from batch header to batch header in a segment, and reads as little as it can. */
final class HeaderCursor {
    /** Headers of small batches come several at a time; of a large batch not much more than its header is read. */
    static final int WINDOW_BYTES = 4096;

    private final FileChannel channel;
    private final ByteBuffer window;
    private final int end;
    private long windowStart = -1;
    private int position;
    private int nextPosition;

    /**
     * A cursor before the batch at a position.
     *
     * @param window memory for it; belongs to the cursor until another one is made with it
     * @param end where the segment ends
     */
    HeaderCursor(FileChannel channel, ByteBuffer window, int start, int end) {
        this.channel = channel;
        this.window = window;
        this.nextPosition = start;
        this.position = start;
        this.end = end;
    }

    /** The next header; null when there is no further whole batch before the end. */
    @Nullable
    BatchHeader next() throws IOException {
        position = nextPosition;
        if (end - position < BatchHeader.SIZE_BYTES) {
            return null;
        }
        if (windowStart < 0 || position + BatchHeader.SIZE_BYTES > windowStart + window.limit()) {
            window.clear().limit(Math.min(window.capacity(), end - position));
            DurableFiles.readFully(channel, window, position);
            window.flip();
            windowStart = position;
            if (window.limit() < BatchHeader.SIZE_BYTES) {
                return null;
            }
        }
        BatchHeader header = BatchHeader.at(window, (int) (position - windowStart));
        if (header.sizeBytes() < BatchHeader.SIZE_BYTES || header.sizeBytes() > end - position) {
            return null;
        }
        nextPosition = position + header.sizeBytes();
        return header;
    }

    /** Where the batch begins whose header was returned last; after null, where the walk ended. */
    int position() {
        return position;
    }
}
