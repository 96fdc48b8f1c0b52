package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.Checkpoint;
import ordeal.broker.log.LogStorage;
import ordeal.broker.log.Recovery;
import ordeal.broker.log.StorageException;
import ordeal.broker.log.StoredLog;
import ordeal.broker.port.EventLoop;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/** A broker's log folder, as Kafka lays it out. */
public final class FileLogStorage implements LogStorage {
    private static final Pattern PARTITION_FOLDER = Pattern.compile("(.+)-(\\d+)");
    private static final String DELETED_FOLDER = "-delete";

    private final Path folder;
    private final FileChannel lock;
    private final FileWork work;
    private final ByteBuffer window = ByteBuffer.allocateDirect(HeaderCursor.WINDOW_BYTES);

    private FileLogStorage(Path folder, FileChannel lock, EventLoop loop) {
        this.folder = folder;
        this.lock = lock;
        this.work = new FileWork(loop, new SyncThread(loop, "log-sync").start());
    }

    /**
     * Takes a folder for a broker; makes it when it is not there.
     *
     * @param loop the broker's event loop, to which syncs and failures are reported
     * @throws StorageException when another broker uses it
     */
    public static FileLogStorage open(Path folder, EventLoop loop) {
        return DiskAction.readOrStop("use " + folder, () -> {
            Files.createDirectories(folder);
            FileChannel lock = FileChannel.open(
                    folder.resolve(FolderFiles.LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!locked(lock)) {
                lock.close();
                throw new StorageException(folder + " is used by another broker");
            }
            FileLogStorage storage = new FileLogStorage(folder, lock, loop);
            storage.finishDeletions();
            return storage;
        });
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException _) {
            return false;
        }
    }

    private void finishDeletions() throws IOException {
        for (Path entry : entries()) {
            if (entry.getFileName().toString().endsWith(DELETED_FOLDER) && Files.isDirectory(entry)) {
                work.soon("delete " + entry, () -> deleteTree(entry));
            }
        }
    }

    private List<Path> entries() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public Optional<Identity> identity() {
        Path file = folder.resolve(FolderFiles.META);
        return DiskAction.readOrStop("read " + file, () -> FolderFiles.readIdentity(file));
    }

    @Override
    public void writeIdentity(Identity identity) {
        Path file = folder.resolve(FolderFiles.META);
        DiskAction.orStop(
                "write " + file, () -> DurableFiles.replaceDurably(file, FolderFiles.encodeIdentity(identity)));
    }

    @Override
    public boolean takeCleanMark() {
        Path file = folder.resolve(FolderFiles.CLEAN_MARK);
        return DiskAction.readOrStop("delete " + file, () -> {
            boolean clean = Files.deleteIfExists(file);
            if (clean) {
                // A mark that came back after a loss of power would vouch for logs that nobody closed.
                DurableFiles.syncFolder(folder);
            }
            return clean;
        });
    }

    @Override
    public void markClean(long brokerEpoch) {
        Path file = folder.resolve(FolderFiles.CLEAN_MARK);
        DiskAction.orStop(
                "write " + file, () -> DurableFiles.replaceDurably(file, FolderFiles.encodeCleanMark(brokerEpoch)));
    }

    @Override
    public List<Found> list() {
        return DiskAction.readOrStop("list " + folder, () -> {
            List<Found> found = new ArrayList<>();
            for (Path entry : entries()) {
                Matcher name = PARTITION_FOLDER.matcher(entry.getFileName().toString());
                if (name.matches() && Files.isDirectory(entry)) {
                    found.add(new Found(
                            new TopicPartition(name.group(1), Integer.parseInt(name.group(2))),
                            FolderFiles.readTopicId(entry.resolve(SegmentFiles.METADATA))));
                }
            }
            return found;
        });
    }

    private Path folderOf(TopicPartition partition) {
        return folder.resolve(partition.topic() + "-" + partition.partition());
    }

    @Override
    public StoredLog create(TopicPartition partition, Uuid topicId, TopicSettings settings) {
        Path logFolder = folderOf(partition);
        return DiskAction.readOrStop("make " + logFolder, () -> {
            Files.createDirectory(logFolder);
            Path metadata = logFolder.resolve(SegmentFiles.METADATA);
            Files.write(metadata, FolderFiles.encodeTopicId(topicId));
            LogLoader.Loaded nothing = new LogLoader.Loaded(List.of(), Recovery.none(0));
            FileLog log = new FileLog(logFolder, work, window, nothing, FileLog.limits(settings));
            work.soon("sync " + logFolder, () -> {
                DurableFiles.sync(metadata);
                DurableFiles.syncFolder(logFolder);
                DurableFiles.syncFolder(folder);
            });
            return log;
        });
    }

    @Override
    public void adopt(TopicPartition partition, Uuid topicId) {
        Path metadata = folderOf(partition).resolve(SegmentFiles.METADATA);
        DiskAction.orStop(
                "write " + metadata, () -> DurableFiles.replaceDurably(metadata, FolderFiles.encodeTopicId(topicId)));
    }

    @Override
    public StoredLog open(TopicPartition partition, TopicSettings settings, OpeningPoint point) {
        Path logFolder = folderOf(partition);
        Segment.IndexLimits limits = FileLog.limits(settings);
        return DiskAction.readOrStop(
                "open " + logFolder,
                () -> new FileLog(logFolder, work, window, LogLoader.load(logFolder, point, window, limits), limits));
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition, long delayMs) {
        Path logFolder = folderOf(partition);
        String unique = UUID.randomUUID().toString().replace("-", "");
        Path renamed = folder.resolve(logFolder.getFileName() + "." + unique + DELETED_FOLDER);
        DiskAction.orStop("delete " + logFolder, () -> Files.move(logFolder, renamed));
        CompletableFuture<Void> gone = new CompletableFuture<>();
        work.soon("sync " + folder, () -> DurableFiles.syncFolder(folder), () -> gone.complete(null));
        work.later(delayMs, "delete " + renamed, () -> deleteTree(renamed));
        return gone;
    }

    private Path fileOf(Checkpoint checkpoint) {
        return folder.resolve(
                switch (checkpoint) {
                    case HIGH_WATERMARK -> "replication-offset-checkpoint";
                    case RECOVERY_POINT -> "recovery-point-offset-checkpoint";
                    case LOG_START -> "log-start-offset-checkpoint";
                });
    }

    @Override
    public Map<TopicPartition, Long> readCheckpoint(Checkpoint checkpoint) {
        Path file = fileOf(checkpoint);
        List<String[]> lines = DiskAction.readOrStop("read " + file, () -> TextCheckpoint.read(file, 3))
                .orElse(List.of());
        Map<TopicPartition, Long> offsets = new LinkedHashMap<>();
        try {
            for (String[] fields : lines) {
                offsets.put(new TopicPartition(fields[0], Integer.parseInt(fields[1])), Long.parseLong(fields[2]));
            }
            return offsets;
        } catch (NumberFormatException _) {
            return Map.of();
        }
    }

    @Override
    public void writeCheckpoint(Checkpoint checkpoint, Map<TopicPartition, Long> offsets) {
        Path file = fileOf(checkpoint);
        byte[] content = encode(offsets);
        // On the same thread as those that may wait, or an older one would replace it.
        work.thread().await("write " + file, () -> DurableFiles.replaceDurably(file, content));
    }

    @Override
    public void writeCheckpointSoon(Checkpoint checkpoint, Map<TopicPartition, Long> offsets) {
        Path file = fileOf(checkpoint);
        byte[] content = encode(offsets);
        work.soon("write " + file, () -> DurableFiles.replaceDurably(file, content));
    }

    private static byte[] encode(Map<TopicPartition, Long> offsets) {
        List<String> lines = new ArrayList<>();
        offsets.forEach(
                (partition, offset) -> lines.add(partition.topic() + " " + partition.partition() + " " + offset));
        return TextCheckpoint.encode(lines);
    }

    @Override
    public void close() {
        work.thread().close();
        DiskAction.orStop("give " + folder + " free", lock::close);
    }
}
