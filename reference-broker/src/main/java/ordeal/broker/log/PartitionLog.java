package ordeal.broker.log;

import java.util.List;
import java.util.Optional;
import ordeal.broker.config.TopicSettings;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.MemoryRecords;

/**
 * The log of one partition on this broker.
 *
 * <p>{@code logStartOffset <= highWatermark <= logEndOffset} always holds. The high watermark is only kept here; who leads or follows
 * decides how far it goes.
 */
public abstract class PartitionLog {
    /** Which partition. */
    public abstract TopicPartition partition();

    /** The topic's id. */
    public abstract Uuid topicId();

    /** The settings in force. */
    public abstract TopicSettings settings();

    /** Puts other settings in force. */
    public abstract void configure(TopicSettings settings);

    /** The first offset that can be read. */
    public abstract long logStartOffset();

    /** The next offset to be written. */
    public abstract long logEndOffset();

    /**
     * The end of what counts for the high watermark: the log end offset, or, when an append counts only after a sync, the end of
     * what has been synced.
     */
    public abstract long countedEndOffset();

    /** The first offset that is not committed, as far as this broker knows. */
    public abstract long highWatermark();

    /** Sets the high watermark, kept within the log's bounds; returns whether it changed. */
    public abstract boolean setHighWatermark(long offset);

    /** The leader epoch of the last batch or of the last leadership, whichever is later; -1 when there was none. */
    public abstract int latestEpoch();

    /** Where an epoch ends in this log, as a leader answers it. */
    public abstract EpochEndOffset endOffsetFor(int epoch);

    /** Notes that a leader epoch begins at the log's end. It is written down before this returns. */
    public abstract void startEpoch(int epoch);

    /**
     * Validates a client's batch and appends it, with the next offsets and the leader's epoch written into its header.
     *
     * @param records exactly one batch; its header is changed in place
     */
    public abstract AppendResult appendAsLeader(MemoryRecords records, int leaderEpoch);

    /**
     * Appends batches as a leader sent them. Batches that the log holds already are not expected: the first one must begin at the
     * log's end, or, after {@link #restartAt}, hold the log's end.
     *
     * @param leaderEpoch the follower's current leader epoch; a batch of a later one is refused (KAFKA-18723)
     * @return how many bytes were appended; batches that are cut off at the end are left out
     * @throws CorruptBatchException when a batch is damaged or does not belong at this place; the batches before it were appended
     */
    public abstract int appendAsFollower(MemoryRecords records, int leaderEpoch);

    /**
     * Reads whole batches.
     *
     * @param offset where to begin, between the log's start and its end
     * @param upperBound no batch is returned that begins at or above this offset; a batch that begins below and ends above it is left
     *     out too
     * @param maxBytes how much at most
     * @param atLeastOne whether the first batch is returned even when it is larger
     */
    public abstract FetchedRecords read(long offset, long upperBound, int maxBytes, boolean atLeastOne);

    /** Cuts the log: its end will be this offset, or the base offset of the batch that holds it. Does nothing when it is not below the end. */
    public abstract void truncateTo(long offset);

    /** Drops everything and goes on at this offset. */
    public abstract void restartAt(long offset);

    /** Raises the log's start, when it is below: segments that lie wholly below it will be deleted. */
    public abstract void raiseLogStart(long offset);

    /** The first record at or after a time, below an offset. */
    public abstract Optional<OffsetAtTime> offsetAtTime(long timestampMs, long upperBound);

    /** The record with the greatest timestamp, below an offset. */
    public abstract Optional<OffsetAtTime> offsetOfGreatestTime(long upperBound);

    /** Hears when {@link #countedEndOffset} has moved because of a sync. Called on the event loop. */
    public abstract void onSynced(Runnable listener);

    /** The epochs this log knows, ascending, with the offset at which each begins. */
    public abstract List<EpochStart> epochs();

    /** Where an epoch begins. */
    public record EpochStart(int epoch, long startOffset) {}
}
