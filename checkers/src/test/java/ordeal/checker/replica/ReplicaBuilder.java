package ordeal.checker.replica;

import java.util.List;
import java.util.OptionalLong;

/** Builds the replica that a scan of sound segment files would find, batch by batch. */
public final class ReplicaBuilder {
    private final int broker;
    private final int partition;
    private final BatchTable table = new BatchTable();

    /** An empty replica. */
    public ReplicaBuilder(int broker, int partition) {
        this.broker = broker;
        this.partition = partition;
    }

    /** Appends a batch with one value for each of its offsets. */
    public void append(ReplicaLog.Batch batch, long[] values) {
        table.add(batch, values);
    }

    /** The replica as it is now. */
    public ReplicaLog build(List<ReplicaLog.EpochStart> epochs) {
        return new ScannedReplica(
                broker,
                partition,
                0,
                Math.max(0, table.nextOffset()),
                table,
                epochs,
                OptionalLong.empty(),
                1,
                List.of());
    }
}
