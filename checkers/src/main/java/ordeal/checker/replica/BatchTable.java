package ordeal.checker.replica;

import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import ordeal.checker.compact.LongColumn;
import ordeal.checker.compact.SteppedBlocks;
import ordeal.checker.compact.ValueBlocks;

/**
 * The batches of one log in compressed columns, in the order in which they lie in the segments, and the values of those that lie in
 * offset order. A run may leave millions of records, and most of them are only ever compared.
 */
final class BatchTable {
    private final SteppedBlocks codec = new SteppedBlocks();
    private final LongColumn baseOffsets = LongColumn.of(codec, 0);
    private final LongColumn spans = LongColumn.of(codec, 0);
    private final LongColumn leaderEpochs = LongColumn.of(codec, 0);
    private final LongColumn producerIds = LongColumn.of(codec, 0);
    private final LongColumn producerEpochs = LongColumn.of(codec, 0);
    private final LongColumn baseSequences = LongColumn.of(codec, 0);
    private final LongColumn missingRecords = LongColumn.of(codec, 0);
    private final LongColumn checksums = LongColumn.of(codec, 0);
    private final LongColumn unsound = LongColumn.of(codec, 0);
    private int count;

    private final LongColumn values = LongColumn.of(new ValueBlocks(), ReplicaLog.HOLE);
    private final EpochRanges epochs = new EpochRanges();
    private long nextOffset = -1;

    /** Appends a batch that can only be listed: its place in the log is not to be trusted. */
    void addUnplaced(ReplicaLog.Batch batch) {
        long span = batch.lastOffset() - batch.baseOffset();
        baseOffsets.set(count, batch.baseOffset());
        spans.set(count, span);
        leaderEpochs.set(count, batch.leaderEpoch());
        producerIds.set(count, batch.producerId());
        producerEpochs.set(count, batch.producerEpoch());
        baseSequences.set(count, batch.baseSequence());
        missingRecords.set(count, span + 1 - batch.recordCount());
        checksums.set(count, batch.crc());
        unsound.set(count, batch.sound() ? 0 : 1);
        count++;
    }

    /** Appends a batch that follows all earlier ones, with one value for each of its offsets. */
    void add(ReplicaLog.Batch batch, long[] batchValues) {
        for (int i = 0; i < batchValues.length; i++) {
            values.set(batch.baseOffset() + i, batchValues[i]);
        }
        epochs.add(batch.baseOffset(), batch.lastOffset(), batch.leaderEpoch());
        nextOffset = batch.lastOffset() + 1;
        addUnplaced(batch);
    }

    /** One more than the last offset of the ordered batches; -1 when there is none. */
    long nextOffset() {
        return nextOffset;
    }

    long valueAt(long offset) {
        return offset < 0 ? ReplicaLog.HOLE : values.get(offset);
    }

    int epochAt(long offset) {
        return epochs.at(offset);
    }

    /** Passes every record of the ordered batches, by offset. */
    void forEachRecord(ReplicaLog.RecordConsumer action) {
        values.forEach(action::accept);
    }

    /** The batches as objects, made when asked for. */
    List<ReplicaLog.Batch> batches() {
        return new View();
    }

    private final class View extends AbstractList<ReplicaLog.Batch> implements RandomAccess {
        @Override
        public ReplicaLog.Batch get(int index) {
            if (index < 0 || index >= count) {
                throw new IndexOutOfBoundsException(index);
            }
            long baseOffset = baseOffsets.get(index);
            long span = spans.get(index);
            return new ReplicaLog.Batch(
                    baseOffset,
                    baseOffset + span,
                    (int) leaderEpochs.get(index),
                    producerIds.get(index),
                    (short) producerEpochs.get(index),
                    (int) baseSequences.get(index),
                    (int) (span + 1 - missingRecords.get(index)),
                    checksums.get(index),
                    unsound.get(index) == 0);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
