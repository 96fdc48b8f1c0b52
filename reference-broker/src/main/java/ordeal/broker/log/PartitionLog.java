package ordeal.broker.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.port.EventLoop;
import ordeal.broker.producer.ProducerBatch;
import ordeal.broker.producer.ProducerStates;
import ordeal.broker.producer.ProducerStates.Decision;
import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.SequenceCheck.Origin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.TimestampType;

/**
 * The log of one partition on this broker.
 *
 * <p>{@code logStartOffset <= highWatermark <= logEndOffset} always holds. The high watermark is only kept here; who leads or follows
 * decides how far it goes.
 */
public final class PartitionLog {
    private static final long NO_TIMESTAMP = -1;

    private final TopicPartition partition;
    private final StoredLog stored;
    private final EventLoop loop;
    private final Runnable recoveryPointFell;
    private final EpochCache epochs;
    private final ProducerStates producers;
    private final ProducerSnapshots snapshots;
    private final SyncProgress sync;
    private final TimeLookup times;
    private Runnable syncListener = () -> {};
    private Uuid topicId;
    private TopicSettings settings;
    private long logStartOffset;
    private long highWatermark;

    /**
     * A log that was opened or made.
     *
     * @param start what was written down of it before
     * @param recoveryPointFell called when {@link #recoveryPoint} has gone back, before the log is cut: it must be written down
     * @param rules say which batches of producers are in turn, and which are kept in mind
     */
    PartitionLog(
            LogStorage.Found identity,
            TopicSettings settings,
            StoredLog stored,
            EventLoop loop,
            StartingPoint start,
            Runnable recoveryPointFell,
            ReplicationRules rules) {
        this.partition = identity.partition();
        this.topicId = identity.topicId();
        this.settings = settings;
        this.stored = stored;
        this.loop = loop;
        this.recoveryPointFell = recoveryPointFell;
        long end = stored.endOffset();
        long firstOffset = stored.segments().getFirst().baseOffset();
        this.logStartOffset = Math.min(end, Math.max(start.logStartOffset(), firstOffset));
        this.highWatermark = Math.clamp(start.highWatermark(), logStartOffset, end);
        this.epochs = openEpochs(stored, logStartOffset);
        this.producers = new ProducerStates(rules);
        this.snapshots = new ProducerSnapshots(stored, producers);
        this.times = new TimeLookup(stored);
        snapshots.deleteStrays();
        snapshots.rebuild();
        long synced = Math.min(start.recoveryPoint(), end);
        this.sync = new SyncProgress(stored, loop, synced, this::logEndOffset, this::onSyncMoved);
        if (settings.syncBeforeCounting() && synced < end) {
            sync.request();
        }
    }

    /** The offsets that were written down for a log. */
    record StartingPoint(long highWatermark, long recoveryPoint, long logStartOffset) {}

    /** The epochs as they were written down, made anew from the batches where they cannot be trusted. */
    private static EpochCache openEpochs(StoredLog stored, long logStartOffset) {
        List<EpochStart> written = stored.readEpochs().orElse(null);
        EpochCache cache = new EpochCache(written == null ? List.of() : written);
        long trusted = stored.endOffset();
        if (written == null) {
            trusted = stored.segments().getFirst().baseOffset();
        } else if (stored.recovery().scanned()) {
            trusted = stored.recovery().scannedFrom();
        }
        cache.truncateEnd(trusted);
        if (trusted < stored.endOffset()) {
            stored.visit(trusted, header -> {
                if (header.leaderEpoch() >= 0) {
                    cache.assign(header.leaderEpoch(), header.baseOffset());
                }
                return true;
            });
        }
        cache.truncateStart(logStartOffset);
        if (written == null || !written.equals(cache.entries())) {
            stored.writeEpochs(cache.entries());
        }
        return cache;
    }

    /** Which partition. */
    public TopicPartition partition() {
        return partition;
    }

    /** The topic's id; {@link Uuid#ZERO_UUID} when it was never written down and nobody has told it yet. */
    public Uuid topicId() {
        return topicId;
    }

    /** The topic's id is this one, and has been written down. */
    void adopt(Uuid told) {
        topicId = told;
    }

    /** What was found when the log was opened. */
    public Recovery recovery() {
        return stored.recovery();
    }

    /** The settings in force. */
    public TopicSettings settings() {
        return settings;
    }

    /** Puts other settings in force. */
    public void configure(TopicSettings changed) {
        settings = changed;
        stored.configure(changed);
        if (changed.syncBeforeCounting() && recoveryPoint() < logEndOffset()) {
            sync.request();
        }
    }

    /** The first offset that can be read. */
    public long logStartOffset() {
        return logStartOffset;
    }

    /** The next offset to be written. */
    public long logEndOffset() {
        return stored.endOffset();
    }

    /**
     * The end of what counts for the high watermark: the log end offset, or, when an append counts only after a sync, the end of
     * what has been synced.
     */
    public long countedEndOffset() {
        return settings.syncBeforeCounting() ? sync.syncedEndOffset() : logEndOffset();
    }

    /** Everything below this offset was synced. */
    public long recoveryPoint() {
        return sync.syncedEndOffset();
    }

    /** The first offset that is not committed, as far as this broker knows. */
    public long highWatermark() {
        return highWatermark;
    }

    /** Sets the high watermark, kept within the log's bounds; returns whether it changed. */
    public boolean setHighWatermark(long offset) {
        long before = highWatermark;
        highWatermark = Math.clamp(offset, logStartOffset, logEndOffset());
        return highWatermark != before;
    }

    /** The leader epoch of the last batch or of the last leadership, whichever is later; -1 when there was none. */
    public int latestEpoch() {
        return epochs.latestEpoch();
    }

    /** Where an epoch ends in this log, as a leader answers it. */
    public EpochEndOffset endOffsetFor(int epoch) {
        return epochs.endOffsetFor(epoch, logEndOffset());
    }

    /** The epochs this log knows, ascending, with the offset at which each begins. */
    public List<EpochStart> epochs() {
        return epochs.entries();
    }

    /** Where an epoch begins. */
    public record EpochStart(int epoch, long startOffset) {}

    /** Notes that a leader epoch begins at the log's end. It is written down before this returns. */
    public void startEpoch(int epoch) {
        assignEpoch(epoch, logEndOffset());
    }

    private void assignEpoch(int epoch, long startOffset) {
        if (epoch >= 0 && epochs.assign(epoch, startOffset)) {
            stored.writeEpochs(epochs.entries());
        }
    }

    /**
     * Validates a client's batch and appends it, with the next offsets and the leader's epoch written into its header.
     *
     * @param records exactly one batch; its header is changed in place
     */
    public AppendResult appendAsLeader(MemoryRecords records, int leaderEpoch) {
        return switch (BatchValidation.validate(records, settings.maxMessageBytes(), settings.segmentBytes())) {
            case BatchValidation.Outcome.Invalid invalid ->
                new AppendResult.Rejected(invalid.error(), invalid.message());
            case BatchValidation.Outcome.Valid valid -> inTurn(records, valid.batch(), leaderEpoch);
        };
    }

    private AppendResult inTurn(MemoryRecords records, MutableRecordBatch batch, int leaderEpoch) {
        if (!batch.hasProducerId()) {
            return appendValid(records, batch, leaderEpoch);
        }
        Decision decision =
                producers.check(batch.producerId(), batch.producerEpoch(), batch.baseSequence(), batch.lastSequence());
        return switch (decision) {
            case Decision.Next _ -> appendValid(records, batch, leaderEpoch);
            case Decision.Repeated(ProducerBatch original) ->
                new AppendResult.Duplicate(
                        original.firstOffset(),
                        original.lastOffset(),
                        settings.logAppendTime() ? original.timestampMs() : NO_TIMESTAMP);
            case Decision.Refused(Errors error, String message) -> new AppendResult.Rejected(error, message);
        };
    }

    private AppendResult appendValid(MemoryRecords records, MutableRecordBatch batch, int leaderEpoch) {
        long baseOffset = logEndOffset();
        long appendTimeMs = NO_TIMESTAMP;
        batch.setLastOffset(baseOffset + batch.lastOffset());
        batch.setPartitionLeaderEpoch(leaderEpoch);
        if (settings.logAppendTime()) {
            appendTimeMs = loop.epochMs();
            batch.setMaxTimestamp(TimestampType.LOG_APPEND_TIME, appendTimeMs);
        } else if (batch.timestampType() == TimestampType.LOG_APPEND_TIME) {
            batch.setMaxTimestamp(TimestampType.CREATE_TIME, batch.maxTimestamp());
        }
        ByteBuffer buffer = records.buffer();
        BatchHeader header = BatchHeader.at(buffer, buffer.position());
        append(buffer, List.of(header), Origin.CLIENT);
        return new AppendResult.Appended(baseOffset, header.lastOffset(), appendTimeMs);
    }

    /**
     * Appends batches as a leader sent them. Batches that the log holds already are not expected: the first one must begin at the
     * log's end, or, after {@link #restartAt}, hold the log's end.
     *
     * @param leaderEpoch the follower's current leader epoch; a batch of a later one is refused (KAFKA-18723)
     * @return how many bytes were appended; batches that are cut off at the end are left out
     * @throws CorruptBatchException when a batch is damaged or does not belong at this place; the batches before it were appended
     */
    public int appendAsFollower(MemoryRecords records, int leaderEpoch) {
        boolean empty = logStartOffset == logEndOffset();
        FollowerBatches batches =
                FollowerBatches.examine(records, logEndOffset(), empty, epochs.latestEpoch(), leaderEpoch);
        if (!batches.good().isEmpty() && batches.good().getFirst().baseOffset() < logEndOffset()) {
            // The log begins inside a batch: its first segment is named by the batch, as Kafka's followers do it.
            restartStored(batches.good().getFirst().baseOffset());
        }
        int bytes = append(records.buffer(), batches.good(), Origin.LEADER);
        if (batches.problem() != null) {
            throw new CorruptBatchException(partition + ": " + batches.problem());
        }
        return bytes;
    }

    /** Appends batches, one write for all that go into the same segment; returns how many bytes these were. */
    private int append(ByteBuffer source, List<BatchHeader> headers, Origin origin) {
        int first = source.position();
        int position = first;
        int groupStart = 0;
        for (int i = 0; i < headers.size(); i++) {
            BatchHeader header = headers.get(i);
            if (SegmentRoll.due(stored.active(), position - first, header, loop.epochMs(), settings)) {
                write(source, first, position, headers.subList(groupStart, i), origin);
                roll();
                first = position;
                groupStart = i;
            }
            position += header.sizeBytes();
        }
        write(source, first, position, headers.subList(groupStart, headers.size()), origin);
        if (FlushPolicy.dueByCount(logEndOffset() - recoveryPoint(), settings)) {
            sync.request();
        }
        return position - source.position();
    }

    private void write(ByteBuffer source, int from, int to, List<BatchHeader> headers, Origin origin) {
        if (headers.isEmpty()) {
            return;
        }
        stored.append(source.duplicate().limit(to).position(from), headers);
        for (BatchHeader header : headers) {
            assignEpoch(header.leaderEpoch(), header.baseOffset());
            snapshots.appended(header, origin);
        }
    }

    private void roll() {
        snapshots.write();
        stored.roll();
        sync.request();
    }

    /**
     * Reads whole batches.
     *
     * @param offset where to begin, between the log's start and its end
     * @param upperBound no batch is returned that begins at or above this offset; a batch that begins below and ends above it is left
     *     out too
     * @param maxBytes how much at most
     * @param atLeastOne whether the first batch is returned even when it is larger
     */
    public FetchedRecords read(long offset, long upperBound, int maxBytes, boolean atLeastOne) {
        if (offset < logStartOffset || offset > logEndOffset()) {
            throw new IllegalStateException(
                    partition + " has offsets " + logStartOffset + " to " + logEndOffset() + ", not " + offset);
        }
        return offset >= Math.min(upperBound, logEndOffset())
                ? new FetchedRecords(MemoryRecords.EMPTY, 0)
                : stored.read(offset, upperBound, maxBytes, atLeastOne);
    }

    /** Where the log would end if it were cut to an offset: there, or before the batch that holds it. Never beyond its present end. */
    public long endAfterCut(long offset) {
        if (offset >= logEndOffset() || offset < stored.segments().getFirst().baseOffset()) {
            return Math.min(offset, logEndOffset());
        }
        long[] end = {offset};
        stored.visit(offset, header -> {
            end[0] = header.baseOffset();
            return false;
        });
        return end[0];
    }

    /**
     * Cuts the log: its end will be this offset, or the base offset of the batch that holds it. No batch goes when it is not below the
     * end, but epochs that begin at or after it do.
     */
    public void truncateTo(long offset) {
        if (offset < stored.segments().getFirst().baseOffset()) {
            restartAt(offset);
            return;
        }
        if (offset >= logEndOffset()) {
            // An epoch that began here, with nothing written yet, may be one that the leader does not know.
            truncateEpochs(offset);
            return;
        }
        fallTo(offset);
        stored.truncateTo(offset);
        sync.cutTo(logEndOffset());
        truncateEpochs(logEndOffset());
        snapshots.rebuild();
        logStartOffset = Math.min(logStartOffset, logEndOffset());
        highWatermark = Math.clamp(highWatermark, logStartOffset, logEndOffset());
    }

    private void truncateEpochs(long endOffset) {
        if (epochs.truncateEnd(endOffset)) {
            stored.writeEpochs(epochs.entries());
        }
    }

    /** Drops everything and goes on at this offset. */
    public void restartAt(long offset) {
        fallTo(offset);
        restartStored(offset);
        logStartOffset = offset;
        highWatermark = offset;
    }

    private void restartStored(long offset) {
        snapshots.clear();
        if (epochs.clear()) {
            stored.writeEpochs(epochs.entries());
        }
        stored.restartAt(offset);
        sync.restartAt(offset);
    }

    private void fallTo(long offset) {
        if (sync.cutTo(offset)) {
            recoveryPointFell.run();
        }
    }

    /** Raises the log's start, when it is below: segments that lie wholly below it will be deleted. */
    public void raiseLogStart(long offset) {
        long raised = Math.min(offset, highWatermark);
        if (raised > logStartOffset) {
            logStartOffset = raised;
            if (epochs.truncateStart(raised)) {
                stored.writeEpochs(epochs.entries());
            }
        }
    }

    /** Deletes the segments that may go. */
    void retain() {
        List<? extends SegmentView> segments = stored.segments();
        int expired =
                Retention.expired(segments, logStartOffset, highWatermark, logEndOffset(), loop.epochMs(), settings);
        if (expired == 0) {
            return;
        }
        if (expired == segments.size()) {
            roll();
        }
        stored.deleteOldest(expired, settings.fileDeleteDelayMs());
        long firstOffset = stored.segments().getFirst().baseOffset();
        raiseLogStart(firstOffset);
        snapshots.deleteBelow(firstOffset);
    }

    /**
     * The first record at or after a time, below an offset.
     *
     * @throws CorruptBatchException when the records of a batch cannot be read, although the batch is as its client sent it
     */
    public Optional<OffsetAtTime> offsetAtTime(long timestampMs, long upperBound) {
        return times.firstAtOrAfter(timestampMs, logStartOffset, upperBound);
    }

    /**
     * The record with the greatest timestamp, below an offset.
     *
     * @throws CorruptBatchException when the records of a batch cannot be read, although the batch is as its client sent it
     */
    public Optional<OffsetAtTime> offsetOfGreatestTime(long upperBound) {
        return times.greatest(logStartOffset, upperBound);
    }

    /** Hears from now on, instead of who heard before, when {@link #countedEndOffset} has moved because of a sync. */
    public void onSynced(Runnable listener) {
        syncListener = listener;
    }

    /** Also when syncs do not count any more: somebody may have begun to wait when they did. */
    private void onSyncMoved() {
        syncListener.run();
    }

    /** Syncs when records have been unsynced for too long. */
    void syncByAge() {
        if (FlushPolicy.dueByAge(logEndOffset() - recoveryPoint(), sync.sinceLastSyncNanos(), settings)) {
            sync.request();
        }
    }

    /** Forgets producers that have not written for long. */
    void expireProducers(long expirationMs) {
        producers.expire(loop.epochMs(), expirationMs);
    }

    /** The log is deleted: nothing is reported any more. */
    void stop() {
        sync.stop();
    }

    /** Writes down what the next start needs, syncs everything and closes. Afterwards all is below the recovery point. */
    void close() {
        snapshots.write();
        sync.stop();
        stored.close();
        sync.restartAt(logEndOffset());
    }
}
