package ordeal.harness.cluster;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The zeros at the end of an index that was allocated ahead: Kafka's active segments have 10 MiB of them, and cut them off only when it
 * rolls or stops in peace. An index without them says the same.
 */
public final class IndexPadding {
    private static final int OFFSET_ENTRY_BYTES = 8;
    private static final int TIME_ENTRY_BYTES = 12;
    private static final int BLOCK_BYTES = 1 << 16;

    private IndexPadding() {}

    /** Cuts it from every offset and time index below a folder. */
    public static void cutBelow(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".index")) {
                    cut(file, OFFSET_ENTRY_BYTES);
                } else if (name.endsWith(".timeindex")) {
                    cut(file, TIME_ENTRY_BYTES);
                }
            }
        }
    }

    private static void cut(Path file, int entryBytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long entries = (usedBytes(channel) + entryBytes - 1) / entryBytes;
            channel.truncate(entries * entryBytes);
        }
    }

    /** The position behind the last byte that is not zero. */
    private static long usedBytes(FileChannel channel) throws IOException {
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        for (long end = channel.size(); end > 0; end -= BLOCK_BYTES) {
            long start = Math.max(0, end - BLOCK_BYTES);
            block.clear().limit((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) > 0) {}
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) != 0) {
                    return start + i + 1;
                }
            }
        }
        return 0;
    }
}
