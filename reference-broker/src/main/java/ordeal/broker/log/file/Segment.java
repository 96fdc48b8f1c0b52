package ordeal.broker.log.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import ordeal.broker.log.BatchHeader;
import ordeal.broker.log.SegmentView;
import ordeal.broker.log.StorageException;

/** One segment: a file of batches, and its two indexes. */
final class Segment implements SegmentView {
    private static final int RECENT_APPENDS = 64;
    private static final int RECENT_READS = 16;

    private final Path folder;
    private final long baseOffset;
    private final long createdMs;
    private final FileChannel channel;
    private final ByteBuffer window;
    private final OffsetIndex offsetIndex;
    private final TimeIndex timeIndex;
    private final RecentPositions appended = new RecentPositions(RECENT_APPENDS);
    private final RecentPositions read = new RecentPositions(RECENT_READS);
    private IndexLimits limits;
    private int sizeBytes;
    private long nextOffset;
    private long firstTimestampMs = -1;
    private long largestTimestampMs = -1;
    private long offsetOfLargestTimestamp = -1;
    private int bytesSinceIndexEntry;

    /**
     * A segment whose file exists, or is made.
     *
     * @param window memory for reading headers, shared by the segments of a log
     */
    Segment(Path folder, long baseOffset, long createdMs, ByteBuffer window, IndexLimits limits) throws IOException {
        this.folder = folder;
        this.baseOffset = baseOffset;
        this.createdMs = createdMs;
        this.window = window;
        this.limits = limits;
        this.nextOffset = baseOffset;
        this.channel = FileChannel.open(
                logPath(), StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        this.offsetIndex = new OffsetIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.OFFSET_INDEX), baseOffset);
        this.timeIndex = new TimeIndex(SegmentFiles.of(folder, baseOffset, SegmentFiles.TIME_INDEX), baseOffset);
        this.sizeBytes = Math.toIntExact(channel.size());
    }

    /**
     * How indexes are kept.
     *
     * @param intervalBytes how many bytes lie between two entries
     * @param maxBytes greatest size of an index
     */
    record IndexLimits(int intervalBytes, int maxBytes) {}

    void configure(IndexLimits changed) {
        limits = changed;
    }

    Path logPath() {
        return SegmentFiles.of(folder, baseOffset, SegmentFiles.LOG);
    }

    FileChannel channel() {
        return channel;
    }

    @Override
    public long baseOffset() {
        return baseOffset;
    }

    @Override
    public int sizeBytes() {
        return sizeBytes;
    }

    @Override
    public long createdMs() {
        return createdMs;
    }

    @Override
    public long firstTimestampMs() {
        return firstTimestampMs;
    }

    @Override
    public long largestTimestampMs() {
        return largestTimestampMs;
    }

    @Override
    public long offsetOfLargestTimestamp() {
        return offsetOfLargestTimestamp;
    }

    @Override
    public boolean indexFull() {
        return offsetIndex.count() >= limits.maxBytes() / OffsetIndex.ENTRY_BYTES
                || timeIndex.count() >= limits.maxBytes() / TimeIndex.ENTRY_BYTES - 1;
    }

    /** The offset after its last batch. */
    long nextOffset() {
        return nextOffset;
    }

    /** Appends batches with one write. */
    void append(ByteBuffer batches, List<BatchHeader> headers) throws IOException {
        DurableFiles.writeFully(channel, batches, sizeBytes);
        for (BatchHeader header : headers) {
            appended.add(header.baseOffset(), sizeBytes);
            index(header, sizeBytes);
        }
        offsetIndex.writeGroup();
        timeIndex.writeGroup();
    }

    /** Takes note of the batch at a position, and makes an index entry when one is due. */
    void index(BatchHeader header, int position) {
        note(header, position);
        if (bytesSinceIndexEntry > limits.intervalBytes()) {
            offsetIndex.add(header.lastOffset(), position);
            timeIndex.add(largestTimestampMs, offsetOfLargestTimestamp);
            bytesSinceIndexEntry = 0;
        }
        bytesSinceIndexEntry += header.sizeBytes();
    }

    private void note(BatchHeader header, int position) {
        if (position == 0) {
            firstTimestampMs = header.maxTimestampMs();
        }
        if (header.maxTimestampMs() > largestTimestampMs) {
            largestTimestampMs = header.maxTimestampMs();
            offsetOfLargestTimestamp = header.lastOffset();
        }
        sizeBytes = position + header.sizeBytes();
        nextOffset = header.nextOffset();
    }

    private HeaderCursor headersFrom(int position) {
        return new HeaderCursor(channel, window, position, sizeBytes);
    }

    /**
     * A walk over the headers from a position on, which may last while other reads go on.
     *
     * @param ownWindow memory for it
     */
    HeaderCursor headersFrom(int position, ByteBuffer ownWindow) {
        return new HeaderCursor(channel, ownWindow, position, sizeBytes);
    }

    /** Where the batch begins that holds an offset; the segment's end for offsets beyond. */
    int positionOf(long offset) throws IOException {
        if (offset >= nextOffset) {
            return sizeBytes;
        }
        int known = appended.find(offset);
        if (known < 0) {
            known = read.find(offset);
        }
        if (known >= 0) {
            return known;
        }
        HeaderCursor cursor = headersFrom(offsetIndex.positionBefore(offset));
        for (BatchHeader header = cursor.next(); header != null; header = cursor.next()) {
            if (header.lastOffset() >= offset) {
                return cursor.position();
            }
        }
        throw new StorageException(logPath() + " is damaged: it holds no offset " + offset);
    }

    /**
     * The end of the last whole batch that ends at or before a target position.
     *
     * @param start where a batch begins, below the target
     * @return the start itself when the first batch is already too large
     */
    int batchEndBefore(int start, int target) throws IOException {
        int from = Math.max(start, offsetIndex.positionAtOrBelow(target));
        HeaderCursor cursor = headersFrom(from);
        BatchHeader header = cursor.next();
        while (header != null && cursor.position() + header.sizeBytes() <= target) {
            header = cursor.next();
        }
        if (header != null) {
            read.add(header.baseOffset(), cursor.position());
        }
        return cursor.position();
    }

    /** The header of the batch at a position. */
    BatchHeader headerAt(int position) throws IOException {
        BatchHeader header = headersFrom(position).next();
        if (header == null) {
            throw new StorageException(logPath() + " is damaged: there is no batch at position " + position);
        }
        return header;
    }

    /** Where a search for the first batch at or after a time may begin. */
    int positionBeforeTime(long timestampMs) {
        return offsetIndex.positionBefore(timeIndex.offsetBefore(timestampMs));
    }

    /**
     * Reads the indexes and walks over the batches after their last entries.
     *
     * @return whether everything fits together; otherwise the segment must be examined
     */
    boolean load() throws IOException {
        return offsetIndex.load()
                && timeIndex.load()
                && offsetIndex.plausible(sizeBytes)
                && timeIndex.plausible()
                && walkFromLastEntry(sizeBytes);
    }

    private boolean walkFromLastEntry(int end) throws IOException {
        int lastTime = timeIndex.count() - 1;
        firstTimestampMs = -1;
        largestTimestampMs = lastTime < 0 ? -1 : timeIndex.key(lastTime);
        offsetOfLargestTimestamp = lastTime < 0 ? -1 : timeIndex.offset(lastTime);
        int lastEntry = offsetIndex.count() - 1;
        int start = lastEntry < 0 ? 0 : offsetIndex.position(lastEntry);
        if (lastEntry >= 0 && !fits(lastEntry)) {
            return false;
        }
        HeaderCursor cursor = new HeaderCursor(channel, window, start, end);
        sizeBytes = start;
        nextOffset = baseOffset;
        for (BatchHeader header = cursor.next(); header != null; header = cursor.next()) {
            note(header, cursor.position());
        }
        bytesSinceIndexEntry = sizeBytes - start;
        return sizeBytes == end && offsetOfLargestTimestamp < nextOffset;
    }

    /** Whether there is a batch where an index entry says so; takes note of the first batch on the way. */
    private boolean fits(int entry) throws IOException {
        BatchHeader first = headersFrom(0).next();
        firstTimestampMs = first == null ? -1 : first.maxTimestampMs();
        BatchHeader indexed = headersFrom(offsetIndex.position(entry)).next();
        return indexed != null && indexed.lastOffset() == offsetIndex.key(entry);
    }

    /** Forgets indexes and measures, to be made anew by {@link #index} from the first batch on. */
    void beginIndexing() throws IOException {
        offsetIndex.keep(0);
        timeIndex.keep(0);
        offsetIndex.write();
        timeIndex.write();
        sizeBytes = 0;
        nextOffset = baseOffset;
        firstTimestampMs = -1;
        largestTimestampMs = -1;
        offsetOfLargestTimestamp = -1;
        bytesSinceIndexEntry = 0;
    }

    /** Cuts the segment where a batch begins. */
    void truncateAt(int position) throws IOException {
        channel.truncate(position);
        appended.clear();
        read.clear();
        int keptOffsets = offsetIndex.countBelow(position);
        offsetIndex.keep(keptOffsets);
        // Times that came after the last position kept are found again by walking.
        timeIndex.keep(keptOffsets == 0 ? 0 : timeIndex.countBelow(offsetIndex.key(keptOffsets - 1) + 1));
        if (!walkFromLastEntry(position)) {
            throw new StorageException(logPath() + " is damaged after position " + sizeBytes);
        }
    }

    /** Nothing more will be appended, for now: makes the files of the indexes complete. */
    void seal() throws IOException {
        timeIndex.add(largestTimestampMs, offsetOfLargestTimestamp);
        offsetIndex.seal();
        timeIndex.seal();
    }

    /** Syncs the batches. Called on any thread. */
    void syncBatches() throws IOException {
        channel.force(false);
    }

    /** Syncs the indexes. Called on any thread. */
    void syncIndexes() throws IOException {
        DurableFiles.sync(offsetIndex.path());
        DurableFiles.sync(timeIndex.path());
    }

    /** Gives its files other names, to be deleted later; returns these. The channel stays open for whoever still reads. */
    List<Path> renameToDelete() throws IOException {
        List<Path> renamed = List.of(deleted(logPath()), deleted(offsetIndex.path()), deleted(timeIndex.path()));
        Files.move(logPath(), renamed.get(0));
        Files.move(offsetIndex.path(), renamed.get(1));
        Files.move(timeIndex.path(), renamed.get(2));
        return renamed;
    }

    private static Path deleted(Path path) {
        return path.resolveSibling(path.getFileName() + SegmentFiles.DELETED);
    }

    /** Deletes its files at once. The channel stays open for whoever still reads. */
    void delete() throws IOException {
        Files.deleteIfExists(logPath());
        Files.deleteIfExists(offsetIndex.path());
        Files.deleteIfExists(timeIndex.path());
    }

    /** The batch at a position, in memory. */
    ByteBuffer load(int position) throws IOException {
        ByteBuffer batch = ByteBuffer.allocate(headerAt(position).sizeBytes());
        DurableFiles.readFully(channel, batch, position);
        return batch.flip();
    }
}
