package ordeal.broker.network;

import io.netty.channel.DefaultFileRegion;
import ordeal.broker.log.file.FileSlice;

/** A stretch of a segment's file on its way to a socket. The file stays open; only the reference to the stretch is given back. */
final class FileSliceRegion extends DefaultFileRegion {
    private final FileSlice slice;
    private final NetworkCounters counters;

    FileSliceRegion(FileSlice slice, NetworkCounters counters) {
        super(slice.channel(), slice.position(), slice.sizeInBytes());
        this.slice = slice;
        this.counters = counters;
    }

    @Override
    protected void deallocate() {
        counters.sentFromFile(transferred());
        slice.release();
    }
}
