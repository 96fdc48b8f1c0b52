package ordeal.harness.cluster.docker.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** Batches as Kafka's own client writes them. */
final class SomeBatches {
    private SomeBatches() {}

    /** Batches of one record each. */
    static byte[] of(long baseOffset, int batches) {
        byte[][] each = IntStream.range(0, batches)
                .mapToObj(i -> batch(baseOffset + i, 1))
                .toArray(byte[][]::new);
        ByteBuffer all = ByteBuffer.allocate(
                IntStream.range(0, batches).map(i -> each[i].length).sum());
        for (byte[] batch : each) {
            all.put(batch);
        }
        return all.array();
    }

    /** One batch. */
    static byte[] batch(long baseOffset, int records) {
        SimpleRecord[] content = IntStream.range(0, records)
                .mapToObj(i -> new SimpleRecord(
                        1_700_000_000_000L,
                        ("a value of a record, some fifty bytes long or so, " + (baseOffset + i))
                                .getBytes(StandardCharsets.UTF_8)))
                .toArray(SimpleRecord[]::new);
        ByteBuffer buffer =
                MemoryRecords.withRecords(baseOffset, Compression.NONE, content).buffer();
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }
}
