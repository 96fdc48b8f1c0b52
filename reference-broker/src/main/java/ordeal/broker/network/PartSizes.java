package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.channel.FileRegion;
import io.netty.channel.MessageSizeEstimator;

/** How much of a write is under way. Stretches of files count in full, so that a slow consumer holds its next answer up, not our files. */
final class PartSizes implements MessageSizeEstimator, MessageSizeEstimator.Handle {
    static final PartSizes INSTANCE = new PartSizes();

    private PartSizes() {}

    @Override
    public Handle newHandle() {
        return this;
    }

    @Override
    public int size(Object part) {
        return switch (part) {
            case ByteBuf buffer -> buffer.readableBytes();
            case FileRegion region -> (int) Math.min(Integer.MAX_VALUE, region.count());
            default -> 0;
        };
    }
}
