package ordeal.harness.cluster.docker.disk;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import ordeal.nemesis.port.InjectionException;

/**
 * The segments on a disk at one moment.
 *
 * @param segments each segment by its path below the log directory, such as {@code topic-0/00000000000000000000.log}
 */
record DiskSurvey(SortedMap<String, State> segments) {
    /** Writes a line for each segment: its size, the checksum of its content, its path. */
    static final String SCRIPT = """
            cd /disk || exit
            set -- */*.log
            [ -e "$1" ] || exit 0
            stat -c 'size %s %n' "$@" && sha1sum "$@"
            """;

    private static final Pattern BLANKS = Pattern.compile(" +");
    private static final Pattern PARTITION = Pattern.compile(".+-\\d+");
    private static final String SIZE = "size";

    DiskSurvey {
        segments = Collections.unmodifiableSortedMap(new TreeMap<>(segments));
    }

    /**
     * A segment.
     *
     * @param sizeBytes its size
     * @param digest a checksum of its content
     */
    record State(long sizeBytes, String digest) {}

    /** Reads what the script wrote. Folders that are no partition's are left out. */
    static DiskSurvey parse(String text) {
        SortedMap<String, Long> sizes = new TreeMap<>();
        SortedMap<String, State> segments = new TreeMap<>();
        try {
            for (String line : text.lines().toList()) {
                List<String> fields = BLANKS.splitAsStream(line).toList();
                if (fields.getFirst().equals(SIZE)) {
                    sizes.put(fields.get(2), Long.parseLong(fields.get(1)));
                } else if (PARTITION.matcher(partitionOf(fields.get(1))).matches()) {
                    Long sizeBytes = sizes.get(fields.get(1));
                    segments.put(fields.get(1), new State(sizeBytes == null ? 0 : sizeBytes, fields.getFirst()));
                }
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            throw new InjectionException("the segments of a disk could not be listed: " + text, e);
        }
        return new DiskSurvey(segments);
    }

    /** The partition of a segment. */
    static String partitionOf(String segment) {
        int slash = segment.indexOf('/');
        return slash < 0 ? "" : segment.substring(0, slash);
    }

    /** The offset that a segment's name says. */
    static long baseOffsetOf(String segment) {
        String name = segment.substring(segment.indexOf('/') + 1);
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }

    /** The segments of each partition, in the order of their offsets. */
    SortedMap<String, List<String>> byPartition() {
        return segments.keySet().stream()
                .collect(Collectors.groupingBy(DiskSurvey::partitionOf, TreeMap::new, Collectors.toList()));
    }

    /** How long all segments are together. */
    long sizeBytes() {
        return segments.values().stream().mapToLong(State::sizeBytes).sum();
    }
}
