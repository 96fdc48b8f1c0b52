package ordeal.checker.contract;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import ordeal.checker.replica.ReplicaLog;
import org.jspecify.annotations.Nullable;

/**
 * What the disks say about a partition after the run.
 *
 * @param leader the log of the final leader, or of another member of the final ISR when there is no leader; null when it could
 *     not be read
 * @param all every replica that could be read, in the ISR or not, by broker
 */
public record PartitionLogs(@Nullable ReplicaLog leader, List<ReplicaLog> all) {
    public PartitionLogs {
        all = List.copyOf(all);
    }

    /**
     * Where a leader epoch began in the surviving log: the elected leader's log ended there. An epoch without records may have
     * no line of its own in the checkpoint; then the next epoch's start, or the log's end, bounds it.
     */
    public OptionalLong startOf(int epoch) {
        if (leader == null) {
            return OptionalLong.empty();
        }
        for (ReplicaLog.EpochStart line : leader.epochs()) {
            if (line.epoch() >= epoch) {
                return OptionalLong.of(line.startOffset());
            }
        }
        return OptionalLong.of(leader.logEndOffset());
    }

    /** The leader epoch under which a value was appended at an offset: that of a batch which still holds it on some disk. */
    public OptionalInt epochOf(long offset, long packedValue) {
        if (offset >= 0) {
            for (ReplicaLog log : all) {
                if (log.valueAt(offset) == packedValue) {
                    return OptionalInt.of(log.epochAt(offset));
                }
            }
        }
        return OptionalInt.empty();
    }

    /** The final leader's log, if it could be read. */
    public Optional<ReplicaLog> leaderLog() {
        return Optional.ofNullable(leader);
    }
}
