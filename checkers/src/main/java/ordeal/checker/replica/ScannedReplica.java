package ordeal.checker.replica;

import java.util.List;
import java.util.OptionalLong;

/** A replica that {@link ReplicaScanner} read. */
record ScannedReplica(
        int broker,
        int partition,
        long logStartOffset,
        long logEndOffset,
        BatchTable table,
        List<EpochStart> epochs,
        OptionalLong checkpointedHighWatermark,
        int segmentCount,
        List<String> damages)
        implements ReplicaLog {
    ScannedReplica {
        epochs = List.copyOf(epochs);
        damages = List.copyOf(damages);
    }

    @Override
    public long valueAt(long offset) {
        return table.valueAt(offset);
    }

    @Override
    public int epochAt(long offset) {
        return table.epochAt(offset);
    }

    @Override
    public void forEachRecord(RecordConsumer action) {
        table.forEachRecord((offset, packedValue) -> {
            if (offset >= logStartOffset && offset < logEndOffset) {
                action.accept(offset, packedValue);
            }
        });
    }

    @Override
    public List<Batch> batches() {
        return table.batches();
    }
}
