package ordeal.broker.impure;

import java.nio.channels.FileChannel;

/** Knows channels. */
public final class KnowsChannels {
    private KnowsChannels() {}

    static FileChannel same(FileChannel channel) {
        return channel;
    }
}
