package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.BatchHeader;
import ordeal.broker.log.FetchedRecords;
import ordeal.broker.log.PartitionLog.EpochStart;
import ordeal.broker.log.Recovery;
import ordeal.broker.log.SegmentView;
import ordeal.broker.log.StorageException;
import ordeal.broker.log.StoredLog;
import ordeal.broker.producer.ProducerEntry;
import org.apache.kafka.common.record.MemoryRecords;

/** A partition's folder. Channels are never closed: they are the garbage collector's once nobody reads from them any more. */
final class FileLog implements StoredLog {
    private final Path folder;
    private final FileWork work;
    private final ByteBuffer window;
    private final Recovery recovery;
    private final List<Segment> segments;
    private final SortedSet<Long> snapshots;
    private final Set<Segment> unsynced = new LinkedHashSet<>();
    private Segment.IndexLimits limits;
    private boolean namesUnsynced;

    /**
     * A log whose folder exists.
     *
     * @param window memory for reading headers, shared by all logs
     */
    FileLog(Path folder, FileWork work, ByteBuffer window, LogLoader.Loaded loaded, Segment.IndexLimits limits)
            throws IOException {
        this.folder = folder;
        this.work = work;
        this.window = window;
        this.recovery = loaded.recovery();
        this.segments = new ArrayList<>(loaded.segments());
        this.limits = limits;
        this.snapshots = new TreeSet<>(SegmentFiles.offsets(folder, SegmentFiles.SNAPSHOT));
        this.namesUnsynced = recovery.scanned();
        if (segments.isEmpty()) {
            addSegment(recovery.endOffset());
        } else {
            segments.stream()
                    .filter(segment -> segment.nextOffset() > recovery.scannedFrom())
                    .forEach(unsynced::add);
        }
    }

    static Segment.IndexLimits limits(TopicSettings settings) {
        return new Segment.IndexLimits(settings.indexIntervalBytes(), settings.segmentIndexBytes());
    }

    private void addSegment(long baseOffset) throws IOException {
        Segment segment = new Segment(folder, baseOffset, work.loop().epochMs(), window, limits);
        segment.beginIndexing();
        segments.add(segment);
        unsynced.add(segment);
        namesUnsynced = true;
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public long endOffset() {
        return active().nextOffset();
    }

    @Override
    public List<? extends SegmentView> segments() {
        return Collections.unmodifiableList(segments);
    }

    @Override
    public Segment active() {
        return segments.getLast();
    }

    @Override
    public void configure(TopicSettings settings) {
        limits = limits(settings);
        segments.forEach(segment -> segment.configure(limits));
    }

    @Override
    public void roll() {
        if (active().sizeBytes() == 0) {
            throw new IllegalStateException("the active segment of " + folder + " is still empty");
        }
        DiskAction.orStop("begin a segment in " + folder, () -> {
            active().seal();
            addSegment(endOffset());
        });
    }

    @Override
    public void append(ByteBuffer batches, List<BatchHeader> headers) {
        try {
            active().append(batches, headers);
        } catch (IOException e) {
            throw new StorageException("could not append to " + folder, e);
        }
        unsynced.add(active());
    }

    @Override
    public FetchedRecords read(long offset, long upperBound, int maxBytes, boolean atLeastOne) {
        try {
            Segment segment = segmentOf(offset);
            int start = segment.positionOf(offset);
            int limit = segment.positionOf(upperBound);
            int end = limit;
            if (limit - start > maxBytes) {
                end = segment.batchEndBefore(start, start + maxBytes);
                if (end == start && atLeastOne) {
                    end = start + segment.headerAt(start).sizeBytes();
                }
            }
            return end <= start
                    ? new FetchedRecords(MemoryRecords.EMPTY, 0)
                    : new FetchedRecords(new FileSlice(segment.channel(), start, end - start), end - start);
        } catch (IOException e) {
            throw new StorageException("could not read from " + folder, e);
        }
    }

    private Segment segmentOf(long offset) {
        return segments.get(indexOf(offset));
    }

    private int indexOf(long offset) {
        if (offset >= active().baseOffset()) {
            return segments.size() - 1;
        }
        int low = 0;
        int high = segments.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (segments.get(middle).baseOffset() <= offset) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    @Override
    public void visit(long fromOffset, Predicate<BatchHeader> visitor) {
        DiskAction.orStop("read from " + folder, () -> {
            boolean more = true;
            for (int i = indexOf(fromOffset); more && i < segments.size(); i++) {
                Segment segment = segments.get(i);
                more = visit(segment, segment.positionOf(Math.max(fromOffset, segment.baseOffset())), visitor);
            }
        });
    }

    private static boolean visit(Segment segment, int position, Predicate<BatchHeader> visitor) throws IOException {
        HeaderCursor cursor = segment.headersFrom(position, ByteBuffer.allocate(HeaderCursor.WINDOW_BYTES));
        for (BatchHeader header = cursor.next(); header != null; header = cursor.next()) {
            if (!visitor.test(header)) {
                return false;
            }
        }
        if (cursor.position() != segment.sizeBytes()) {
            throw new StorageException(segment.logPath() + " is damaged at position " + cursor.position());
        }
        return true;
    }

    @Override
    public MemoryRecords load(long offset) {
        return DiskAction.readOrStop("read from " + folder, () -> {
            Segment segment = segmentOf(offset);
            return MemoryRecords.readableRecords(segment.load(segment.positionOf(offset)));
        });
    }

    @Override
    public OptionalLong batchAtTime(long timestampMs) {
        return DiskAction.readOrStop("read from " + folder, () -> {
            for (Segment segment : segments) {
                if (segment.largestTimestampMs() < timestampMs) {
                    continue;
                }
                long[] found = {-1};
                visit(segment, segment.positionBeforeTime(timestampMs), header -> {
                    found[0] = header.baseOffset();
                    return header.maxTimestampMs() < timestampMs;
                });
                return OptionalLong.of(found[0]);
            }
            return OptionalLong.empty();
        });
    }

    @Override
    public void truncateTo(long offset) {
        DiskAction.orStop("cut " + folder, () -> {
            int index = indexOf(offset);
            deleteFrom(index + 1);
            active().truncateAt(active().positionOf(offset));
            unsynced.add(active());
        });
    }

    @Override
    public void restartAt(long offset) {
        DiskAction.orStop("restart " + folder, () -> {
            deleteFrom(0);
            addSegment(offset);
        });
    }

    /** The newest first: whatever is there after a kill in between is a whole log. */
    private void deleteFrom(int index) throws IOException {
        while (segments.size() > index) {
            Segment last = segments.removeLast();
            last.delete();
            unsynced.remove(last);
            namesUnsynced = true;
        }
    }

    @Override
    public void deleteOldest(int count, long delayMs) {
        if (count >= segments.size()) {
            throw new IllegalStateException("the active segment of " + folder + " may not be deleted");
        }
        DiskAction.orStop("delete from " + folder, () -> {
            for (int i = 0; i < count; i++) {
                Segment first = segments.removeFirst();
                List<Path> renamed = first.renameToDelete();
                unsynced.remove(first);
                namesUnsynced = true;
                work.later(delayMs, "delete " + renamed.getFirst(), () -> {
                    for (Path file : renamed) {
                        Files.deleteIfExists(file);
                    }
                });
            }
        });
    }

    @Override
    public Optional<List<EpochStart>> readEpochs() {
        Path file = folder.resolve(SegmentFiles.EPOCHS);
        return DiskAction.readOrStop("read " + file, () -> EpochFile.read(file));
    }

    @Override
    public void writeEpochs(List<EpochStart> epochs) {
        Path file = folder.resolve(SegmentFiles.EPOCHS);
        DiskAction.orStop("write " + file, () -> DurableFiles.replace(file, EpochFile.encode(epochs)));
        // Before any later sync of this log, because the thread keeps the order.
        work.soon("sync " + file, () -> {
            DurableFiles.sync(file);
            DurableFiles.syncFolder(folder);
        });
    }

    @Override
    public SortedSet<Long> producerSnapshots() {
        return Collections.unmodifiableSortedSet(snapshots);
    }

    @Override
    public Optional<List<ProducerEntry>> readProducerSnapshot(long offset) {
        Path file = SegmentFiles.of(folder, offset, SegmentFiles.SNAPSHOT);
        return DiskAction.readOrStop("read " + file, () -> ProducerSnapshotFile.read(file));
    }

    @Override
    public void writeProducerSnapshot(long offset, List<ProducerEntry> entries) {
        Path file = SegmentFiles.of(folder, offset, SegmentFiles.SNAPSHOT);
        DiskAction.orStop("write " + file, () -> DurableFiles.replace(file, ProducerSnapshotFile.encode(entries)));
        snapshots.add(offset);
    }

    @Override
    public void deleteProducerSnapshot(long offset) {
        Path file = SegmentFiles.of(folder, offset, SegmentFiles.SNAPSHOT);
        DiskAction.orStop("delete " + file, () -> Files.deleteIfExists(file));
        snapshots.remove(offset);
    }

    @Override
    public void flush(Runnable done) {
        work.soon("sync " + folder, takeUnsynced(), done);
    }

    /** What must be synced now: batches, the indexes of segments that are sealed, then names. */
    private DiskAction takeUnsynced() {
        List<Segment> batches = List.copyOf(unsynced);
        List<Segment> sealed =
                batches.stream().filter(segment -> segment != active()).toList();
        boolean names = namesUnsynced;
        unsynced.clear();
        namesUnsynced = false;
        return () -> {
            for (Segment segment : batches) {
                segment.syncBatches();
            }
            for (Segment segment : sealed) {
                segment.syncIndexes();
            }
            if (names) {
                DurableFiles.syncFolder(folder);
            }
        };
    }

    @Override
    public void close() {
        DiskAction.orStop("close " + folder, () -> {
            active().seal();
            unsynced.add(active());
            takeUnsynced().run();
            active().syncIndexes();
            DurableFiles.sync(folder.resolve(SegmentFiles.EPOCHS));
            for (long snapshot : snapshots) {
                DurableFiles.sync(SegmentFiles.of(folder, snapshot, SegmentFiles.SNAPSHOT));
            }
            DurableFiles.syncFolder(folder);
        });
    }
}
