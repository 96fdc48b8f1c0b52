package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A segment of a dead broker's log, in Kafka's format: batches one after the other, each with its base offset (8 bytes), the
 * length of what follows (4 bytes), and its last offset's delta 23 bytes into the rest.
 */
record SegmentFile(Path path) {
    private static final int HEADER_BYTES = 12;
    private static final int LAST_OFFSET_DELTA_POSITION = 23;

    /** A batch's place in the file. */
    record Place(long position, long baseOffset, long lastOffset) {}

    /** The segment that a log was being appended to: the one with the greatest base offset. */
    static Optional<SegmentFile> activeOf(Path partitionFolder) throws IOException {
        try (Stream<Path> files = Files.list(partitionFolder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .max(Comparator.comparing(Path::getFileName))
                    .map(SegmentFile::new);
        }
    }

    /** The offset that the file's name says. */
    long baseOffset() {
        String name = path.getFileName().toString();
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** Every whole batch, in order. */
    List<Place> batches() throws IOException {
        List<Place> places = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            ByteBuffer header = ByteBuffer.allocate(LAST_OFFSET_DELTA_POSITION + Integer.BYTES);
            long position = 0;
            while (position + header.capacity() <= channel.size()) {
                header.clear();
                while (header.hasRemaining() && channel.read(header, position + header.position()) >= 0) {
                    // Reads until the header is whole.
                }
                long baseOffset = header.getLong(0);
                int length = header.getInt(Long.BYTES);
                long end = position + HEADER_BYTES + length;
                if (length < header.capacity() - HEADER_BYTES || end > channel.size()) {
                    break; // A torn tail: recovery will cut it.
                }
                places.add(new Place(position, baseOffset, baseOffset + header.getInt(LAST_OFFSET_DELTA_POSITION)));
                position = end;
            }
        }
        return places;
    }

    /** Cuts the file and returns how many bytes are gone. */
    long truncate(long position) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            long before = channel.size();
            channel.truncate(position);
            channel.force(true);
            return before - position;
        }
    }
}
