package ordeal.broker.log.file;

import java.nio.channels.FileChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.record.BaseRecords;
import org.apache.kafka.common.record.RecordsSend;
import org.jspecify.annotations.NullMarked;

/**
 * A stretch of a segment's file that will be sent as it is. It begins with one reference; whoever sends it, or decides not to, releases
 * that one.
 */
@NullMarked
public final class FileSlice implements BaseRecords {
    private final FileChannel channel;
    private final long position;
    private final int sizeBytes;
    private final Runnable onReleased;
    private final AtomicInteger references = new AtomicInteger(1);

    /**
     * A stretch of a file.
     *
     * @param onReleased called once, when the last reference is gone
     */
    public FileSlice(FileChannel channel, long position, int sizeBytes, Runnable onReleased) {
        this.channel = channel;
        this.position = position;
        this.sizeBytes = sizeBytes;
        this.onReleased = onReleased;
    }

    /** The file; not to be closed by whoever sends. */
    public FileChannel channel() {
        return channel;
    }

    /** Where the stretch begins. */
    public long position() {
        return position;
    }

    @Override
    public int sizeInBytes() {
        return sizeBytes;
    }

    /** Adds a reference. */
    public void retain() {
        references.incrementAndGet();
    }

    /** Takes a reference away. */
    public void release() {
        int left = references.decrementAndGet();
        if (left < 0) {
            throw new IllegalStateException("a file slice was released more often than retained");
        }
        if (left == 0) {
            onReleased.run();
        }
    }

    @Override
    public RecordsSend<? extends BaseRecords> toSend() {
        throw new UnsupportedOperationException("file slices are sent by the broker's own network");
    }
}
