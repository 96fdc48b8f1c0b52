package ordeal.checker;

import java.util.ArrayList;
import java.util.List;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;

/** A replica written by hand: one batch for each record. */
public final class FakeReplica implements ReplicaLog {
    private final int broker;
    private final int partition;
    private final List<Long> values = new ArrayList<>();
    private final List<Batch> batches = new ArrayList<>();
    private final List<EpochStart> epochs = new ArrayList<>();

    public FakeReplica(int broker, int partition) {
        this.broker = broker;
        this.partition = partition;
    }

    /** Appends a value under an epoch, numbered by the producer as its sequence says. */
    public FakeReplica append(int epoch, Value... added) {
        for (Value value : added) {
            append(epoch, value.pack(), value.producer(), (short) 0, (int) value.sequence());
        }
        return this;
    }

    public FakeReplica append(int epoch, long packed, long producerId, short producerEpoch, int sequence) {
        startEpoch(epoch);
        long offset = values.size();
        values.add(packed);
        batches.add(new Batch(offset, offset, epoch, producerId, producerEpoch, sequence, 1, 0, true));
        return this;
    }

    /** A bit is flipped in the record at an offset: nobody can tell any more what it held. */
    public FakeReplica rot(int offset) {
        Batch whole = batches.get(offset);
        values.set(offset, FOREIGN);
        batches.set(
                offset,
                new Batch(
                        whole.baseOffset(),
                        whole.lastOffset(),
                        whole.leaderEpoch(),
                        whole.producerId(),
                        whole.producerEpoch(),
                        whole.baseSequence(),
                        whole.recordCount(),
                        whole.crc(),
                        false));
        return this;
    }

    /** A leader was elected, whether it wrote anything or not. */
    public FakeReplica startEpoch(int epoch) {
        if (epochs.isEmpty() || epochs.getLast().epoch() != epoch) {
            epochs.add(new EpochStart(epoch, values.size()));
        }
        return this;
    }

    @Override
    public int broker() {
        return broker;
    }

    @Override
    public int partition() {
        return partition;
    }

    @Override
    public long logStartOffset() {
        return 0;
    }

    @Override
    public long logEndOffset() {
        return values.size();
    }

    @Override
    public long valueAt(long offset) {
        return offset < 0 || offset >= values.size() ? HOLE : values.get((int) offset);
    }

    @Override
    public int epochAt(long offset) {
        return offset < 0 || offset >= values.size()
                ? -1
                : batches.get((int) offset).leaderEpoch();
    }

    @Override
    public List<Batch> batches() {
        return List.copyOf(batches);
    }

    @Override
    public List<EpochStart> epochs() {
        return List.copyOf(epochs);
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
