package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a stream of bytes into frames: {@code size i32 | that many bytes}. A frame that arrives whole is a slice of what was read; one that
 * arrives in pieces is gathered in a buffer that grows with what has arrived, never with what was promised.
 */
final class FrameReader {
    private static final int SIZE_BYTES = 4;

    private final ByteBufAllocator allocator;
    private final int maxFrameBytes;
    private int sizeBytesRead;
    private int size;
    private @Nullable ByteBuf partial;

    FrameReader(ByteBufAllocator allocator, int maxFrameBytes) {
        this.allocator = allocator;
        this.maxFrameBytes = maxFrameBytes;
    }

    /**
     * Takes bytes that have arrived, and their buffer with them.
     *
     * @param frames gets every frame that is complete now, and owns it
     * @throws MalformedFrameException when a size is out of bounds; nothing may be read afterwards
     */
    void read(ByteBuf arrived, Consumer<ByteBuf> frames) {
        try {
            while (arrived.isReadable()) {
                if (readSize(arrived)) {
                    readFrame(arrived, frames);
                }
            }
        } finally {
            arrived.release();
        }
    }

    /** Gives back what was gathered. */
    void release() {
        if (partial != null) {
            partial.release();
            partial = null;
        }
    }

    /** Reads on in the size; returns whether it is known now. */
    private boolean readSize(ByteBuf arrived) {
        if (sizeBytesRead == SIZE_BYTES) {
            return true;
        }
        if (sizeBytesRead == 0 && arrived.readableBytes() >= SIZE_BYTES) {
            size = arrived.readInt();
            sizeBytesRead = SIZE_BYTES;
        }
        while (sizeBytesRead < SIZE_BYTES && arrived.isReadable()) {
            size = size << Byte.SIZE | arrived.readUnsignedByte();
            sizeBytesRead++;
        }
        if (sizeBytesRead == SIZE_BYTES && (size <= 0 || size > maxFrameBytes)) {
            throw new MalformedFrameException("a frame of " + size + " bytes; 1 to " + maxFrameBytes + " are allowed");
        }
        return sizeBytesRead == SIZE_BYTES;
    }

    private void readFrame(ByteBuf arrived, Consumer<ByteBuf> frames) {
        int available = arrived.readableBytes();
        if (partial == null) {
            if (available >= size) {
                ByteBuf frame = arrived.readRetainedSlice(size);
                next();
                frames.accept(frame);
                return;
            }
            partial = allocator.directBuffer(Math.min(size, 2 * available + SIZE_BYTES), size);
        }
        partial.writeBytes(arrived, Math.min(available, size - partial.readableBytes()));
        if (partial.readableBytes() == size) {
            ByteBuf frame = partial;
            partial = null;
            next();
            frames.accept(frame);
        }
    }

    private void next() {
        sizeBytesRead = 0;
        size = 0;
    }
}
