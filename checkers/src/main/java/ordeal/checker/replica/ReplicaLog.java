package ordeal.checker.replica;

import java.util.List;
import java.util.OptionalLong;
import ordeal.checker.history.Value;

/** One replica of one partition, as found on a broker's disk after the run. */
public interface ReplicaLog {
    /** What {@link #valueAt} answers where there is no record. */
    long HOLE = -1;
    /** What {@link #valueAt} answers for a record whose payload nobody in this run wrote. */
    long FOREIGN = -2;

    /** The broker's id. */
    int broker();

    /** The run's number of the partition. */
    int partition();

    /** The first offset of the log. */
    long logStartOffset();

    /** The next offset to be written: one more than the last record's. */
    long logEndOffset();

    /** The value at this offset as {@link Value#pack} packs it, {@link #HOLE} or {@link #FOREIGN}. */
    long valueAt(long offset);

    /** The leader epoch of the batch that holds this offset; -1 where there is no record. */
    int epochAt(long offset);

    /** Passes every record from the log's start to its end, by offset. */
    default void forEachRecord(RecordConsumer action) {
        for (long offset = logStartOffset(); offset < logEndOffset(); offset++) {
            long packedValue = valueAt(offset);
            if (packedValue != HOLE) {
                action.accept(offset, packedValue);
            }
        }
    }

    /** Takes offset and value of one record. */
    @FunctionalInterface
    interface RecordConsumer {
        /** One record; its value as {@link #valueAt} answers. */
        void accept(long offset, long packedValue);
    }

    /** Every batch in the order in which it lies in the segments. */
    List<Batch> batches();

    /** The leader-epoch checkpoint in the order of its lines. */
    List<EpochStart> epochs();

    /** The high watermark in the broker's checkpoint, which may lag; empty where the broker wrote none. */
    default OptionalLong checkpointedHighWatermark() {
        return OptionalLong.empty();
    }

    /** How many segments the log has. */
    int segmentCount();

    /** What is broken in the files: a checksum, an offset order, a torn tail. Empty for a sound log. */
    List<String> damages();

    /**
     * The header of one record batch, format 2.
     *
     * @param crc its CRC-32C, which covers everything but offset and epoch
     * @param sound whether the checksum is right
     */
    record Batch(
            long baseOffset,
            long lastOffset,
            int leaderEpoch,
            long producerId,
            short producerEpoch,
            int baseSequence,
            int recordCount,
            long crc,
            boolean sound) {}

    /**
     * One line of the leader-epoch checkpoint.
     *
     * @param epoch the leader epoch
     * @param startOffset its first offset
     */
    record EpochStart(int epoch, long startOffset) {}
}
