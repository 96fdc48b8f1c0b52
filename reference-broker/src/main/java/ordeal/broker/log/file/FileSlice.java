package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.apache.kafka.common.network.TransferableChannel;
import org.apache.kafka.common.record.DefaultRecordsSend;
import org.apache.kafka.common.record.TransferableRecords;

/**
 * Whole batches in a segment's file, to be sent without being copied. The file stays open for as long as a slice of it can be reached:
 * the channel of a segment that was deleted is left to the garbage collector, so nobody needs to give a slice back, and nobody may
 * close its channel.
 */
public final class FileSlice implements TransferableRecords {
    private final FileChannel channel;
    private final long position;
    private final int sizeBytes;

    /** A stretch of a file that stays open. */
    public FileSlice(FileChannel channel, long position, int sizeBytes) {
        this.channel = channel;
        this.position = position;
        this.sizeBytes = sizeBytes;
    }

    /** The segment's file. Not to be closed. */
    public FileChannel channel() {
        return channel;
    }

    /** Where the batches begin in it. */
    public long position() {
        return position;
    }

    @Override
    public int sizeInBytes() {
        return sizeBytes;
    }

    @Override
    public DefaultRecordsSend<FileSlice> toSend() {
        return new DefaultRecordsSend<>(this, sizeBytes);
    }

    @Override
    public int writeTo(TransferableChannel destination, int written, int remaining) throws IOException {
        return (int) destination.transferFrom(channel, position + written, Math.min(remaining, sizeBytes - written));
    }
}
