package ordeal.broker.network;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ReferenceCountUtil;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import ordeal.broker.log.file.FileSlice;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.ByteBufferAccessor;
import org.apache.kafka.common.protocol.Message;
import org.apache.kafka.common.protocol.MessageSizeAccumulator;
import org.apache.kafka.common.protocol.ObjectSerializationCache;
import org.apache.kafka.common.record.BaseRecords;
import org.apache.kafka.common.record.MemoryRecords;

/**
 * A frame to be sent, as the pieces that a channel takes: one pooled buffer for everything that had to be written, cut where records
 * stand, and the records themselves, which are not copied. Records in memory must not change until they are sent.
 */
final class MessageParts {
    private static final int SIZE_BYTES = 4;

    private MessageParts() {}

    /**
     * Encodes a frame.
     *
     * @throws RuntimeException when the message does not fit the version
     */
    static List<Object> of(
            ByteBufAllocator allocator,
            NetworkCounters counters,
            Message header,
            short headerVersion,
            ApiMessage body,
            short version) {
        ObjectSerializationCache cache = new ObjectSerializationCache();
        MessageSizeAccumulator size = new MessageSizeAccumulator();
        header.addSize(size, cache, headerVersion);
        body.addSize(size, cache, version);
        ByteBuf buffer = allocator.directBuffer(SIZE_BYTES + size.sizeExcludingZeroCopy());
        Cutter cutter = new Cutter(buffer, buffer.nioBuffer(0, SIZE_BYTES + size.sizeExcludingZeroCopy()), counters);
        boolean written = false;
        try {
            cutter.writeInt(size.totalSize());
            header.write(cutter, cache, headerVersion);
            body.write(cutter, cache, version);
            written = true;
            return cutter.finish();
        } finally {
            if (!written) {
                cutter.parts.forEach(ReferenceCountUtil::release);
            }
            buffer.release();
        }
    }

    /** Writes into the buffer, and cuts it where records stand. */
    private static final class Cutter extends ByteBufferAccessor {
        private final ByteBuf buffer;
        private final ByteBuffer bytes;
        private final NetworkCounters counters;
        private final List<Object> parts = new ArrayList<>(3);
        private int cutAt;

        Cutter(ByteBuf buffer, ByteBuffer bytes, NetworkCounters counters) {
            super(bytes);
            this.buffer = buffer;
            this.bytes = bytes;
            this.counters = counters;
        }

        @Override
        public void writeRecords(BaseRecords records) {
            if (records.sizeInBytes() == 0) {
                return;
            }
            cut();
            switch (records) {
                case MemoryRecords memory -> parts.add(wrapped(memory));
                case FileSlice slice -> parts.add(new FileSliceRegion(slice, counters));
                default ->
                    throw new IllegalArgumentException(
                            "records of " + records.getClass().getName() + " cannot be sent");
            }
        }

        private static ByteBuf wrapped(MemoryRecords records) {
            ByteBuffer buffer = records.buffer();
            if (buffer.remaining() != records.sizeInBytes()) {
                throw new IllegalArgumentException("records that do not begin where their buffer does");
            }
            return Unpooled.wrappedBuffer(buffer);
        }

        private void cut() {
            int end = bytes.position();
            if (end > cutAt) {
                parts.add(buffer.retainedSlice(cutAt, end - cutAt));
                cutAt = end;
            }
        }

        List<Object> finish() {
            cut();
            return parts;
        }
    }
}
