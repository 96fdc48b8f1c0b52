package ordeal.broker.fake;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.BatchHeader;
import ordeal.broker.log.FetchedRecords;
import ordeal.broker.log.LogStorage.OpeningPoint;
import ordeal.broker.log.PartitionLog.EpochStart;
import ordeal.broker.log.Recovery;
import ordeal.broker.log.SegmentView;
import ordeal.broker.log.StoredLog;
import ordeal.broker.port.EventLoop;
import ordeal.broker.producer.ProducerEntry;
import org.apache.kafka.common.record.MemoryRecords;

/** A log in memory, and a copy of it as it was when a flush that has ended began. */
final class MemoryLog implements StoredLog {
    private final EventLoop loop;
    private final long flushDelayMs;
    private Content content;
    private Content synced;
    private Recovery recovery = Recovery.none(0);
    private boolean dead;

    /** A batch, and its bytes, which nobody changes. */
    record Batch(BatchHeader header, ByteBuffer bytes) {}

    record Segment(long baseOffset, long createdMs, List<Batch> batches) implements SegmentView {
        @Override
        public int sizeBytes() {
            return batches.stream()
                    .mapToInt(batch -> batch.header().sizeBytes())
                    .sum();
        }

        @Override
        public long firstTimestampMs() {
            return batches.isEmpty() ? -1 : batches.getFirst().header().maxTimestampMs();
        }

        @Override
        public long largestTimestampMs() {
            return batches.stream()
                    .mapToLong(batch -> batch.header().maxTimestampMs())
                    .max()
                    .orElse(-1);
        }

        @Override
        public long offsetOfLargestTimestamp() {
            long largest = largestTimestampMs();
            return batches.stream()
                    .filter(batch -> largest >= 0 && batch.header().maxTimestampMs() == largest)
                    .findFirst()
                    .map(batch -> batch.header().lastOffset())
                    .orElse(-1L);
        }

        @Override
        public boolean indexFull() {
            return false;
        }

        long nextOffset() {
            return batches.isEmpty() ? baseOffset : batches.getLast().header().nextOffset();
        }
    }

    /** Everything there is of a log. */
    record Content(
            List<Segment> segments, List<List<EpochStart>> epochs, TreeMap<Long, List<ProducerEntry>> snapshots) {
        static Content startingAt(long offset, long nowMs) {
            Content content = new Content(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
            content.segments.add(new Segment(offset, nowMs, new ArrayList<>()));
            return content;
        }

        Content copy() {
            Content copy = new Content(new ArrayList<>(), new ArrayList<>(epochs), new TreeMap<>(snapshots));
            for (Segment segment : segments) {
                copy.segments.add(
                        new Segment(segment.baseOffset(), segment.createdMs(), new ArrayList<>(segment.batches())));
            }
            return copy;
        }
    }

    MemoryLog(EventLoop loop, long flushDelayMs, Content content) {
        this.loop = loop;
        this.flushDelayMs = flushDelayMs;
        this.content = content;
        this.synced = content.copy();
    }

    void open(TopicSettings settings, OpeningPoint point) {
        if (endOffset() < point.logStartOffset()) {
            restartAt(point.logStartOffset());
        }
        long first = content.segments.getFirst().baseOffset();
        recovery = point.clean()
                ? Recovery.none(endOffset())
                : new Recovery(true, Math.clamp(point.recoveryPoint(), first, endOffset()), endOffset(), 0);
    }

    Content written() {
        return content.copy();
    }

    Content synced() {
        return synced.copy();
    }

    MemoryRecords everything() {
        List<Batch> batches = from(0);
        ByteBuffer bytes = ByteBuffer.allocate(
                batches.stream().mapToInt(batch -> batch.header().sizeBytes()).sum());
        batches.forEach(batch -> bytes.put(batch.bytes().duplicate()));
        return MemoryRecords.readableRecords(bytes.flip());
    }

    void die() {
        dead = true;
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
        return List.copyOf(content.segments);
    }

    @Override
    public Segment active() {
        return content.segments.getLast();
    }

    @Override
    public void configure(TopicSettings settings) {}

    @Override
    public void roll() {
        content.segments.add(new Segment(endOffset(), loop.epochMs(), new ArrayList<>()));
    }

    @Override
    public void append(ByteBuffer batches, List<BatchHeader> headers) {
        for (BatchHeader header : headers) {
            byte[] bytes = new byte[header.sizeBytes()];
            batches.get(bytes);
            active().batches().add(new Batch(header, ByteBuffer.wrap(bytes).asReadOnlyBuffer()));
        }
    }

    private List<Batch> from(long offset) {
        return content.segments.stream()
                .flatMap(segment -> segment.batches().stream())
                .filter(batch -> batch.header().lastOffset() >= offset)
                .toList();
    }

    @Override
    public FetchedRecords read(long offset, long upperBound, int maxBytes, boolean atLeastOne) {
        long segmentEnd = content.segments.stream()
                .mapToLong(Segment::nextOffset)
                .filter(end -> end > offset)
                .findFirst()
                .orElseThrow();
        ByteBuffer bytes = ByteBuffer.allocate((int) from(offset).stream()
                .mapToLong(batch -> batch.header().sizeBytes())
                .sum());
        for (Batch batch : from(offset)) {
            boolean tooLarge = bytes.position() + batch.header().sizeBytes() > maxBytes;
            if (batch.header().nextOffset() > Math.min(upperBound, segmentEnd)
                    || (tooLarge && !(atLeastOne && bytes.position() == 0))) {
                break;
            }
            bytes.put(batch.bytes().duplicate());
        }
        bytes.flip();
        return new FetchedRecords(MemoryRecords.readableRecords(bytes), bytes.remaining());
    }

    @Override
    public void visit(long fromOffset, Predicate<BatchHeader> visitor) {
        for (Batch batch : from(fromOffset)) {
            if (!visitor.test(batch.header())) {
                return;
            }
        }
    }

    @Override
    public MemoryRecords load(long offset) {
        return MemoryRecords.readableRecords(copyOf(from(offset).getFirst()));
    }

    private static ByteBuffer copyOf(Batch batch) {
        return ByteBuffer.allocate(batch.header().sizeBytes())
                .put(batch.bytes().duplicate())
                .flip();
    }

    @Override
    public OptionalLong batchAtTime(long timestampMs) {
        return from(0).stream()
                .filter(batch -> batch.header().maxTimestampMs() >= timestampMs)
                .mapToLong(batch -> batch.header().baseOffset())
                .findFirst();
    }

    @Override
    public void truncateTo(long offset) {
        while (active().baseOffset() > offset) {
            content.segments.removeLast();
        }
        active().batches().removeIf(batch -> batch.header().lastOffset() >= offset);
    }

    @Override
    public void restartAt(long offset) {
        content.segments.clear();
        content.segments.add(new Segment(offset, loop.epochMs(), new ArrayList<>()));
    }

    @Override
    public void deleteOldest(int count, long delayMs) {
        content.segments.subList(0, count).clear();
    }

    @Override
    public Optional<List<EpochStart>> readEpochs() {
        return content.epochs.stream().findFirst();
    }

    @Override
    public void writeEpochs(List<EpochStart> epochs) {
        content.epochs.clear();
        content.epochs.add(epochs);
    }

    @Override
    public SortedSet<Long> producerSnapshots() {
        return new TreeSet<>(content.snapshots.keySet());
    }

    @Override
    public Optional<List<ProducerEntry>> readProducerSnapshot(long offset) {
        return Optional.ofNullable(content.snapshots.get(offset));
    }

    @Override
    public void writeProducerSnapshot(long offset, List<ProducerEntry> entries) {
        content.snapshots.put(offset, entries);
    }

    @Override
    public void deleteProducerSnapshot(long offset) {
        content.snapshots.remove(offset);
    }

    @Override
    public void flush(Runnable done) {
        Content flushed = content.copy();
        loop.schedule(flushDelayMs, () -> {
            if (!dead) {
                synced = flushed;
                done.run();
            }
        });
    }

    @Override
    public void close() {
        synced = content.copy();
    }
}
