package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** How the files of a partition's folder are named. */
final class SegmentFiles {
    /** The batches of a segment. */
    static final String LOG = ".log";
    /** From offsets to positions. */
    static final String OFFSET_INDEX = ".index";
    /** From times to offsets. */
    static final String TIME_INDEX = ".timeindex";
    /** What was known of the producers at the segment's beginning. */
    static final String SNAPSHOT = ".snapshot";
    /** Added to a file's name when it will be deleted. */
    static final String DELETED = ".deleted";
    /** Where leader epochs begin. */
    static final String EPOCHS = "leader-epoch-checkpoint";
    /** The topic's id. */
    static final String METADATA = "partition.metadata";

    private static final String OFFSET_NAME = "\\d{20}";

    private SegmentFiles() {}

    /** A file that is named by an offset: 20 digits, padded with zeros. */
    static Path of(Path folder, long offset, String suffix) {
        return folder.resolve("%020d".formatted(offset) + suffix);
    }

    /** The offsets that name the files with a suffix, ascending. */
    static List<Long> offsets(Path folder, String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(suffix))
                    .map(name -> name.substring(0, name.length() - suffix.length()))
                    .filter(name -> name.matches(OFFSET_NAME))
                    .map(Long::valueOf)
                    .sorted()
                    .toList();
        }
    }
}
