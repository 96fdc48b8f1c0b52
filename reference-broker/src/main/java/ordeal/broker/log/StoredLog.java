package ordeal.broker.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.function.Predicate;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.PartitionLog.EpochStart;
import ordeal.broker.producer.ProducerEntry;
import org.apache.kafka.common.record.MemoryRecords;

/**
 * The bytes of one partition's log, in segments, and what is written down beside them. It decides nothing: which batches may come, when
 * a segment is full and what may be deleted is {@link PartitionLog}'s business. What was written survives the end of the process; it
 * survives a loss of power when a later {@link #flush} has reported.
 */
public interface StoredLog {
    /** What was found when it was opened. */
    Recovery recovery();

    /** The offset after the last batch. */
    long endOffset();

    /** All segments, ascending, at least one; the last is the active one. Valid until the next change. */
    List<? extends SegmentView> segments();

    /** The segment that is appended to. */
    SegmentView active();

    /** Puts other settings in force: those of indexes. */
    void configure(TopicSettings settings);

    /** Begins a new segment at the log's end. */
    void roll();

    /**
     * Appends batches to the active segment.
     *
     * @param batches exactly the bytes, from position to limit; they are not kept, and the position may change
     * @param headers what these bytes are
     */
    void append(ByteBuffer batches, List<BatchHeader> headers);

    /** See {@link PartitionLog#read}; the offset lies below the log's end, and is at or above its first segment's base. */
    FetchedRecords read(long offset, long upperBound, int maxBytes, boolean atLeastOne);

    /** Visits headers from the batch that holds an offset to the log's end, or until the visitor returns false. */
    void visit(long fromOffset, Predicate<BatchHeader> visitor);

    /** The batch that holds an offset, in memory. */
    MemoryRecords load(long offset);

    /** The base offset of the first batch with a record at or after a time. */
    OptionalLong batchAtTime(long timestampMs);

    /** Cuts the log at an offset, or before the batch that holds it; the offset is not below the first segment's base. */
    void truncateTo(long offset);

    /** Drops all segments and begins one at an offset. */
    void restartAt(long offset);

    /**
     * Deletes the oldest segments, but never the last.
     *
     * @param delayMs how long their files stay under another name
     */
    void deleteOldest(int count, long delayMs);

    /** The leader epochs as they were written down; empty when they never were, or cannot be read. */
    Optional<List<EpochStart>> readEpochs();

    /** Writes the leader epochs down. */
    void writeEpochs(List<EpochStart> epochs);

    /** Offsets at which there are snapshots of the producers. */
    SortedSet<Long> producerSnapshots();

    /** A snapshot of the producers; empty when it is damaged. */
    Optional<List<ProducerEntry>> readProducerSnapshot(long offset);

    /** Writes down what is known of the producers at an offset. */
    void writeProducerSnapshot(long offset, List<ProducerEntry> entries);

    /** Deletes a snapshot of the producers. */
    void deleteProducerSnapshot(long offset);

    /**
     * Syncs everything that was written until now: batches, then epochs, then the folder.
     *
     * @param done called on the event loop afterwards
     */
    void flush(Runnable done);

    /** Syncs everything and closes. Nothing may be called afterwards. */
    void close();
}
