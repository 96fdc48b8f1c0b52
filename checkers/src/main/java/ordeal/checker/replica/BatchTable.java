package ordeal.checker.replica;

import java.util.AbstractList;
import java.util.Arrays;
import java.util.List;
import java.util.RandomAccess;

/**
 * The batches of one log in primitive arrays, in the order in which they lie in the segments, and the values of those that lie
 * in offset order. A run may leave millions of records, and most of them are only ever compared.
 */
final class BatchTable {
    private int count;
    private long[] baseOffsets = new long[64];
    private long[] lastOffsets = new long[64];
    private int[] leaderEpochs = new int[64];
    private long[] producerIds = new long[64];
    private short[] producerEpochs = new short[64];
    private int[] baseSequences = new int[64];
    private int[] recordCounts = new int[64];
    private int[] checksums = new int[64];
    private boolean[] sound = new boolean[64];

    private int ordered;
    private int[] orderedBatches = new int[64];
    private int[] firstValues = new int[64];
    private int valueCount;
    private long[] values = new long[1024];

    /** Appends a batch that can only be listed: its place in the log is not to be trusted. */
    void addUnplaced(ReplicaLog.Batch batch) {
        ensureBatchCapacity();
        baseOffsets[count] = batch.baseOffset();
        lastOffsets[count] = batch.lastOffset();
        leaderEpochs[count] = batch.leaderEpoch();
        producerIds[count] = batch.producerId();
        producerEpochs[count] = batch.producerEpoch();
        baseSequences[count] = batch.baseSequence();
        recordCounts[count] = batch.recordCount();
        checksums[count] = (int) batch.crc();
        sound[count] = batch.sound();
        count++;
    }

    /** Appends a batch that follows all earlier ones, with one value for each of its offsets. */
    void add(ReplicaLog.Batch batch, long[] batchValues) {
        if (ordered == orderedBatches.length) {
            orderedBatches = Arrays.copyOf(orderedBatches, 2 * ordered);
            firstValues = Arrays.copyOf(firstValues, 2 * ordered);
        }
        orderedBatches[ordered] = count;
        firstValues[ordered] = valueCount;
        ordered++;
        if (valueCount + batchValues.length > values.length) {
            values = Arrays.copyOf(values, Math.max(2 * values.length, valueCount + batchValues.length));
        }
        System.arraycopy(batchValues, 0, values, valueCount, batchValues.length);
        valueCount += batchValues.length;
        addUnplaced(batch);
    }

    /** One more than the last offset of the ordered batches; -1 when there is none. */
    long nextOffset() {
        return ordered == 0 ? -1 : lastOffsets[orderedBatches[ordered - 1]] + 1;
    }

    long valueAt(long offset) {
        int place = placeOf(offset);
        return place < 0
                ? ReplicaLog.HOLE
                : values[firstValues[place] + (int) (offset - baseOffsets[orderedBatches[place]])];
    }

    int epochAt(long offset) {
        int place = placeOf(offset);
        return place < 0 ? -1 : leaderEpochs[orderedBatches[place]];
    }

    /** The batches as objects, made when asked for. */
    List<ReplicaLog.Batch> batches() {
        return new View();
    }

    private int placeOf(long offset) {
        int low = 0;
        int high = ordered - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int batch = orderedBatches[middle];
            if (offset < baseOffsets[batch]) {
                high = middle - 1;
            } else if (offset > lastOffsets[batch]) {
                low = middle + 1;
            } else {
                return middle;
            }
        }
        return -1;
    }

    private void ensureBatchCapacity() {
        if (count < baseOffsets.length) {
            return;
        }
        int capacity = 2 * count;
        baseOffsets = Arrays.copyOf(baseOffsets, capacity);
        lastOffsets = Arrays.copyOf(lastOffsets, capacity);
        leaderEpochs = Arrays.copyOf(leaderEpochs, capacity);
        producerIds = Arrays.copyOf(producerIds, capacity);
        producerEpochs = Arrays.copyOf(producerEpochs, capacity);
        baseSequences = Arrays.copyOf(baseSequences, capacity);
        recordCounts = Arrays.copyOf(recordCounts, capacity);
        checksums = Arrays.copyOf(checksums, capacity);
        sound = Arrays.copyOf(sound, capacity);
    }

    private final class View extends AbstractList<ReplicaLog.Batch> implements RandomAccess {
        @Override
        public ReplicaLog.Batch get(int index) {
            if (index < 0 || index >= count) {
                throw new IndexOutOfBoundsException(index);
            }
            return new ReplicaLog.Batch(
                    baseOffsets[index],
                    lastOffsets[index],
                    leaderEpochs[index],
                    producerIds[index],
                    producerEpochs[index],
                    baseSequences[index],
                    recordCounts[index],
                    Integer.toUnsignedLong(checksums[index]),
                    sound[index]);
        }

        @Override
        public int size() {
            return count;
        }
    }
}
