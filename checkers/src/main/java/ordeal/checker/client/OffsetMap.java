package ordeal.checker.client;

import ordeal.checker.compact.LongColumn;
import ordeal.checker.compact.ValueBlocks;
import ordeal.checker.replica.ReplicaLog;

/**
 * Offset to packed value in one partition, in a compressed column: batches of consecutive values take little, and neither a high start
 * nor an absurd offset costs memory.
 */
public final class OffsetMap {
    private final LongColumn values = LongColumn.of(new ValueBlocks(), ReplicaLog.HOLE);
    private long end;

    /** The value at an offset as {@link ordeal.checker.history.Value#pack} packs it, {@link ReplicaLog#HOLE} or {@link ReplicaLog#FOREIGN}. */
    public long get(long offset) {
        return offset < 0 || offset >= end ? ReplicaLog.HOLE : values.get(offset);
    }

    /** Puts a value where there is none, and returns what holds the offset now: this value, or the earlier one. */
    long putIfAbsent(long offset, long packedValue) {
        long held = values.get(offset);
        if (held != ReplicaLog.HOLE) {
            return held;
        }
        values.set(offset, packedValue);
        end = Math.max(end, offset + 1);
        return packedValue;
    }

    /** One more than the greatest offset that holds a record. */
    public long end() {
        return end;
    }

    /** Passes every record, by offset. */
    public void forEach(ReplicaLog.RecordConsumer action) {
        values.forEach(action::accept);
    }
}
