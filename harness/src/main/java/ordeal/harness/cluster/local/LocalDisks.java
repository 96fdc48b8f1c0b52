package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import ordeal.harness.cluster.local.SegmentFile.Place;
import ordeal.nemesis.port.DiskControl;
import ordeal.nemesis.port.DiskLoss;
import ordeal.nemesis.port.DiskLoss.PartitionLoss;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;
import ordeal.nemesis.port.Receipt;

/** The disks of dead brokers, which are folders here. */
final class LocalDisks implements DiskControl {
    private static final String RECOVERY_POINTS = "recovery-point-offset-checkpoint";
    private static final String PARTITION_FOLDER = ".+-\\d+";

    private final IntFunction<Path> dataOf;
    private final Predicate<Node> lives;
    private final long flushIntervalMessages;

    /**
     * The disks of a cluster's brokers.
     *
     * @param dataOf a broker's log directory by its id
     * @param flushIntervalMessages how many records a log may hold unsynced; {@link Long#MAX_VALUE} when the operating system decides
     */
    LocalDisks(IntFunction<Path> dataOf, Predicate<Node> lives, long flushIntervalMessages) {
        this.dataOf = dataOf;
        this.lives = lives;
        this.flushIntervalMessages = flushIntervalMessages;
    }

    @Override
    public DiskLoss wipe(int broker) {
        Path data = deadBrokersData(broker);
        try {
            List<PartitionLoss> losses = new ArrayList<>();
            for (Path folder : partitionFolders(data)) {
                losses.add(new PartitionLoss(folder.getFileName().toString(), firstOffset(folder), sizeBytes(folder)));
            }
            long bytes = sizeBytes(data);
            int files = deleteContents(data);
            return new DiskLoss(
                    new Receipt("%d files and folders with %d bytes are gone from the log directory of broker-%d"
                            .formatted(files, bytes, broker)),
                    losses);
        } catch (IOException e) {
            throw new InjectionException("the disk of broker-" + broker + " could not be wiped: " + e.getMessage(), e);
        }
    }

    @Override
    public DiskLoss cutUnsyncedTail(int broker, long seed) {
        Path data = deadBrokersData(broker);
        RandomGenerator random = new SplittableRandom(seed);
        try {
            Map<String, Long> recoveryPoints = recoveryPoints(data);
            List<PartitionLoss> losses = new ArrayList<>();
            for (Path folder : partitionFolders(data)) {
                String partition = folder.getFileName().toString();
                losses.add(cut(folder, partition, recoveryPoints.getOrDefault(partition, 0L), random));
            }
            long bytes = losses.stream().mapToLong(PartitionLoss::lostBytes).sum();
            return new DiskLoss(
                    new Receipt("%d bytes unsynced were cut from %d logs of broker-%d"
                            .formatted(bytes, losses.size(), broker)),
                    losses);
        } catch (IOException e) {
            throw new InjectionException("the logs of broker-" + broker + " could not be cut: " + e.getMessage(), e);
        }
    }

    @Override
    public DiskLoss flipBit(int broker, long seed) {
        throw new InjectionException(LocalCapabilities.NO_DISKS);
    }

    @Override
    public Receipt fill(int broker) {
        throw new InjectionException(LocalCapabilities.NO_DISKS);
    }

    @Override
    public Receipt fail(int broker) {
        throw new InjectionException(LocalCapabilities.NO_DISKS);
    }

    @Override
    public Receipt slow(int broker, long bytesPerSecond) {
        throw new InjectionException(LocalCapabilities.NO_DISKS);
    }

    @Override
    public DiskLoss mend(int broker) {
        throw new InjectionException(LocalCapabilities.NO_DISKS);
    }

    private PartitionLoss cut(Path folder, String partition, long recoveryPoint, RandomGenerator random)
            throws IOException {
        SegmentFile segment = SegmentFile.activeOf(folder).orElse(null);
        if (segment == null) {
            return new PartitionLoss(partition, 0, 0);
        }
        List<Place> batches = segment.batches();
        Place cut = UnsyncedTail.cut(batches, recoveryPoint, flushIntervalMessages, random)
                .orElse(null);
        if (cut == null) {
            long endOffset =
                    batches.isEmpty() ? segment.baseOffset() : batches.getLast().lastOffset() + 1;
            return new PartitionLoss(partition, endOffset, 0);
        }
        return new PartitionLoss(partition, cut.baseOffset(), segment.truncate(cut.position()));
    }

    private Path deadBrokersData(int broker) {
        if (lives.test(Node.broker(broker))) {
            throw new InjectionException("broker-" + broker + " lives; only a dead broker's disk can be touched");
        }
        return dataOf.apply(broker);
    }

    /** Kafka's checkpoint format: a version, a count, then one line of topic, partition and offset each. */
    private static Map<String, Long> recoveryPoints(Path data) throws IOException {
        Map<String, Long> points = new HashMap<>();
        Path file = data.resolve(RECOVERY_POINTS);
        if (Files.isReadable(file)) {
            for (String line : Files.readAllLines(file)) {
                String[] fields = line.split(" ", -1);
                if (fields.length == 3) {
                    points.put(fields[0] + "-" + fields[1], Long.parseLong(fields[2]));
                }
            }
        }
        return points;
    }

    private static List<Path> partitionFolders(Path data) throws IOException {
        try (Stream<Path> entries = Files.list(data)) {
            return entries.filter(Files::isDirectory)
                    .filter(entry -> entry.getFileName().toString().matches(PARTITION_FOLDER))
                    .sorted()
                    .toList();
        }
    }

    private static long firstOffset(Path partitionFolder) throws IOException {
        try (Stream<Path> files = Files.list(partitionFolder)) {
            return files.filter(file -> file.toString().endsWith(".log"))
                    .mapToLong(file -> new SegmentFile(file).baseOffset())
                    .min()
                    .orElse(0);
        }
    }

    private static long sizeBytes(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            long bytes = 0;
            for (Path log :
                    files.filter(file -> file.toString().endsWith(".log")).toList()) {
                bytes += Files.size(log);
            }
            return bytes;
        }
    }

    private static int deleteContents(Path folder) throws IOException {
        int deleted = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.sorted(Comparator.reverseOrder()).toList()) {
                if (!path.equals(folder)) {
                    Files.delete(path);
                    deleted++;
                }
            }
        }
        return deleted;
    }
}
