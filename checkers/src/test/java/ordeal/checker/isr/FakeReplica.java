package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;

/** A replica of partition 0; the record at an offset holds producer 3's value of that sequence unless said otherwise. */
final class FakeReplica implements ReplicaLog {
    private final int broker;
    private final List<Batch> batches = new ArrayList<>();
    private final Map<Long, Long> values = new TreeMap<>();
    private final Map<Long, Integer> epochsByOffset = new TreeMap<>();
    private List<EpochStart> epochs = List.of();
    private long logStart;
    private OptionalLong highWatermark = OptionalLong.empty();

    FakeReplica(int broker) {
        this.broker = broker;
    }

    /** A batch without producer id. */
    FakeReplica batch(long base, long last, int epoch) {
        return batch(base, last, epoch, -1, -1, 0);
    }

    /** A batch whose records are others than they should be. */
    FakeReplica altered(long base, long last, int epoch) {
        return batch(base, last, epoch, -1, -1, 1_000_000);
    }

    /** A batch of producer id 77. */
    FakeReplica sequenced(long base, long last, int epoch, int sequence) {
        return batch(base, last, epoch, 77, sequence, 0);
    }

    /** A batch whose checksum is wrong. */
    FakeReplica unsound(long base, long last, int epoch) {
        batch(base, last, epoch);
        Batch whole = batches.removeLast();
        batches.add(new Batch(base, last, epoch, -1, (short) 0, -1, whole.recordCount(), whole.crc(), false));
        return this;
    }

    FakeReplica startingAt(long offset) {
        logStart = offset;
        return this;
    }

    /** The broker's checkpoint of its high watermark. */
    FakeReplica highWatermark(long offset) {
        highWatermark = OptionalLong.of(offset);
        return this;
    }

    FakeReplica checkpoint(EpochStart... starts) {
        epochs = List.of(starts);
        return this;
    }

    private FakeReplica batch(long base, long last, int epoch, long producerId, int sequence, long shift) {
        for (long offset = base; offset <= last; offset++) {
            values.put(offset, new Value(3, 0, offset + shift).pack());
            epochsByOffset.put(offset, epoch);
        }
        long crc = 31 * base + last + shift;
        batches.add(new Batch(base, last, epoch, producerId, (short) 0, sequence, (int) (last - base + 1), crc, true));
        return this;
    }

    @Override
    public int broker() {
        return broker;
    }

    @Override
    public int partition() {
        return 0;
    }

    @Override
    public long logStartOffset() {
        return logStart;
    }

    @Override
    public long logEndOffset() {
        return batches.isEmpty() ? logStart : batches.getLast().lastOffset() + 1;
    }

    @Override
    public long valueAt(long offset) {
        return values.getOrDefault(offset, HOLE);
    }

    @Override
    public int epochAt(long offset) {
        return epochsByOffset.getOrDefault(offset, -1);
    }

    @Override
    public List<Batch> batches() {
        return batches;
    }

    @Override
    public List<EpochStart> epochs() {
        return epochs;
    }

    @Override
    public OptionalLong checkpointedHighWatermark() {
        return highWatermark;
    }

    @Override
    public int segmentCount() {
        return 1;
    }

    @Override
    public List<String> damages() {
        return List.of();
    }
}
