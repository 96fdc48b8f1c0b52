package ordeal.broker.network;

import io.netty.channel.DefaultFileRegion;
import ordeal.broker.log.file.FileSlice;

/** A stretch of a segment's file on its way to a socket. The file stays open: it is the log's. */
final class FileSliceRegion extends DefaultFileRegion {
    private final NetworkCounters counters;

    FileSliceRegion(FileSlice slice, NetworkCounters counters) {
        super(slice.channel(), slice.position(), slice.sizeInBytes());
        this.counters = counters;
    }

    @Override
    protected void deallocate() {
        counters.sentFromFile(transferred());
    }
}
