package ordeal.checker.replica;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.IntStream;
import ordeal.checker.history.Payload;
import ordeal.checker.history.Value;
import ordeal.checker.zookeeper.RunDescriptions;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.record.internal.MemoryRecords;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.apache.kafka.common.record.internal.SimpleRecord;

/** A broker's data directory written with kafka-clients' record builders; every record's sequence is its offset. */
final class BrokerDirectory {
    private final Path directory;
    private final Payload payload = new Payload(RunDescriptions.SEED);

    BrokerDirectory(Path directory) {
        this.directory = directory;
    }

    Path path() {
        return directory;
    }

    Path segment(String folder, long base) {
        return directory.resolve(folder).resolve("%020d.log".formatted(base));
    }

    /** Appends one batch of one producer to a segment. */
    BrokerDirectory append(String folder, long segmentBase, long baseOffset, int count, int epoch, Compression codec) {
        SimpleRecord[] records = IntStream.range(0, count)
                .mapToObj(index -> new SimpleRecord(payload.encode(value(baseOffset + index), 40)))
                .toArray(SimpleRecord[]::new);
        append(
                folder,
                segmentBase,
                MemoryRecords.withIdempotentRecords(
                        baseOffset, codec, 77, (short) 0, (int) baseOffset, epoch, records));
        return this;
    }

    /** Appends a batch whose record nobody in this run wrote. */
    BrokerDirectory appendForeign(String folder, long segmentBase, long baseOffset) {
        append(
                folder,
                segmentBase,
                MemoryRecords.withRecords(
                        RecordBatch.CURRENT_MAGIC_VALUE, baseOffset, Compression.NONE, new SimpleRecord(new byte[] {1, 2
                        })));
        return this;
    }

    BrokerDirectory write(String file, String text) {
        try {
            Files.createDirectories(directory.resolve(file).getParent());
            Files.writeString(directory.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    Map<Integer, ReplicaLog> scan() {
        try {
            return new ReplicaScanner(RunDescriptions.run("", 2)).scan(1, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Value value(long offset) {
        return new Value(3, 0, offset);
    }

    private void append(String folder, long segmentBase, MemoryRecords records) {
        Path segment = segment(folder, segmentBase);
        try {
            Files.createDirectories(segment.getParent());
            try (FileChannel channel =
                    FileChannel.open(segment, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                ByteBuffer buffer = records.buffer();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
