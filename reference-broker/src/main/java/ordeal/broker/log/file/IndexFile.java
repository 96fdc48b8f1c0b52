package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A sparse index: entries of one size, in ascending order. An active segment's entries are kept in memory and written in groups; the
 * file never holds anything but whole entries, so it may lag behind the log after a kill, and is right otherwise. (Kafka maps
 * preallocated files instead, whose zeros must be cut off again.) A sealed segment's entries are mapped from the file.
 */
abstract class IndexFile {
    private static final int GROUP_ENTRIES = 64;
    private static final int FIRST_ENTRIES = 128;

    private final Path path;
    private final int entryBytes;
    private ByteBuffer entries;
    private int count;
    private int writtenCount;

    IndexFile(Path path, int entryBytes) {
        this.path = path;
        this.entryBytes = entryBytes;
        this.entries = ByteBuffer.allocate(FIRST_ENTRIES * entryBytes);
    }

    /** Reads the file. Returns false when it is not there, or does not consist of whole entries. */
    final boolean load() throws IOException {
        if (Files.notExists(path) || Files.size(path) % entryBytes != 0) {
            return false;
        }
        map();
        return true;
    }

    /** Nothing more will be added, for now: the file is made complete, and looked at where it is. */
    final void seal() throws IOException {
        write();
        map();
    }

    private void map() throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            count = Math.toIntExact(channel.size() / entryBytes);
            entries = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        }
        writtenCount = count;
    }

    /** Entries are about to change: they must be in memory. */
    private void copyToMemory(int wantedCount) {
        entries = ByteBuffer.allocate(Math.max(wantedCount, FIRST_ENTRIES) * entryBytes)
                .put(0, entries, 0, count * entryBytes);
    }

    /** How many entries there are. */
    final int count() {
        return count;
    }

    /** The entries; those from {@link #count} on mean nothing. */
    final ByteBuffer entries() {
        return entries;
    }

    /** Makes room for one more entry and returns where it goes in {@link #entries}. */
    final int addEntry() {
        if (entries.isReadOnly() || (count + 1) * entryBytes > entries.capacity()) {
            copyToMemory(2 * count);
        }
        return entryBytes * count++;
    }

    /** Writes out when enough entries have gathered. */
    final void writeGroup() throws IOException {
        if (count - writtenCount >= GROUP_ENTRIES) {
            write();
        }
    }

    /** Makes the file hold exactly the entries there are. */
    final void write() throws IOException {
        if (writtenCount == count && Files.exists(path)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            int from = writtenCount * entryBytes;
            DurableFiles.writeFully(channel, entries.slice(from, count * entryBytes - from), from);
            channel.truncate((long) count * entryBytes);
        }
        writtenCount = count;
    }

    /** Drops the entries from one on, in the file as well. */
    final void keep(int keptCount) throws IOException {
        count = keptCount;
        if (entries.isReadOnly()) {
            copyToMemory(count);
        }
        if (writtenCount > keptCount) {
            try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
                channel.truncate((long) keptCount * entryBytes);
            }
            writtenCount = keptCount;
        }
    }

    final Path path() {
        return path;
    }

    /** The last entry whose key is not above a value; -1 when there is none. */
    final int floor(long value) {
        int low = 0;
        int high = count - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (key(middle) <= value) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    /** What entries are ordered by. */
    abstract long key(int entry);
}
