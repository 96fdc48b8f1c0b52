package ordeal.checker.replica;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.stream.Stream;
import ordeal.checker.Partition;
import ordeal.checker.history.Payload;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import org.jspecify.annotations.Nullable;

/**
 * Reads a broker's data directory: the logs of the run's topics, in the folders {@code <topic>-<partition>}. Folders of deleted
 * or future replicas and of foreign topics are passed over. Damage is part of what is found, never an error.
 */
public final class ReplicaScanner {
    private static final String SEGMENT_SUFFIX = ".log";

    private final Payload payload;
    private final List<Partition> partitions;

    /** A scanner for the brokers of this run. */
    public ReplicaScanner(RunDescription run) {
        this.payload = new Payload(run.seed());
        this.partitions = run.partitions();
    }

    /** As {@link #scan}, with a directory that cannot be read as a missing piece. */
    public Part<Map<Integer, ReplicaLog>> load(int broker, Path dataDirectory) {
        if (!Files.isDirectory(dataDirectory)) {
            return new Part.Missing<>("no data directory of broker " + broker + " was collected");
        }
        try {
            return new Part.Present<>(scan(broker, dataDirectory));
        } catch (IOException e) {
            return new Part.Missing<>("the data directory of broker " + broker + " cannot be read: " + e);
        }
    }

    /** The broker's replicas by the run's number of the partition; a partition that it has no folder for is absent. */
    public Map<Integer, ReplicaLog> scan(int broker, Path dataDirectory) throws IOException {
        Map<Integer, ReplicaLog> replicas = new TreeMap<>();
        List<String> damages = new ArrayList<>();
        Map<Partition, Long> highWatermarks =
                CheckpointFile.offsets(dataDirectory.resolve("replication-offset-checkpoint"), damages);
        Map<Partition, Long> logStarts =
                CheckpointFile.offsets(dataDirectory.resolve("log-start-offset-checkpoint"), damages);
        for (int number = 0; number < partitions.size(); number++) {
            Partition partition = partitions.get(number);
            Path folder = dataDirectory.resolve(partition.toString());
            if (Files.isDirectory(folder)) {
                replicas.put(
                        number,
                        replica(
                                broker,
                                number,
                                folder,
                                highWatermarks.get(partition),
                                logStarts.getOrDefault(partition, 0L),
                                damages));
            }
        }
        return replicas;
    }

    private ReplicaLog replica(
            int broker,
            int number,
            Path folder,
            @Nullable Long highWatermark,
            long logStartCheckpoint,
            List<String> brokerDamages)
            throws IOException {
        List<String> damages = new ArrayList<>(brokerDamages);
        BatchTable table = new BatchTable();
        SegmentScanner scanner = new SegmentScanner(payload, table, damages);
        List<Path> segments = segments(folder);
        long firstBase = segments.isEmpty() ? 0 : baseOffset(segments.getFirst());
        long lastBase = segments.isEmpty() ? 0 : baseOffset(segments.getLast());
        for (Path segment : segments) {
            scanner.scan(segment, baseOffset(segment));
        }
        return new ScannedReplica(
                broker,
                number,
                Math.max(firstBase, logStartCheckpoint),
                Math.max(lastBase, table.nextOffset()),
                table,
                CheckpointFile.epochs(folder.resolve("leader-epoch-checkpoint"), damages),
                highWatermark == null ? OptionalLong.empty() : OptionalLong.of(highWatermark),
                segments.size(),
                damages);
    }

    private static List<Path> segments(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.log"))
                    .sorted()
                    .toList();
        }
    }

    private static long baseOffset(Path segment) {
        String name = segment.getFileName().toString();
        return Long.parseLong(name.substring(0, name.length() - SEGMENT_SUFFIX.length()));
    }
}
