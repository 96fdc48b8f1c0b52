package ordeal.checker.replica;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import ordeal.checker.Partition;
import ordeal.checker.run.FaultRecord;

/**
 * The batches of which a fault's receipt says that a bit was flipped in them where they lie. Nobody can tell any more what such a
 * batch held on that disk; the others tell it.
 */
public final class FlippedBits {
    private record Place(int broker, int partition, long baseOffset) {}

    private final Map<Place, Integer> faultIds = new HashMap<>();

    private FlippedBits() {}

    /**
     * What the receipts say.
     *
     * @param partitions the run's partitions, by number; a loss in any other is passed over
     */
    public static FlippedBits of(List<FaultRecord> faults, List<Partition> partitions) {
        FlippedBits flipped = new FlippedBits();
        for (FaultRecord fault : faults) {
            if (!fault.damagesInPlace()) {
                continue;
            }
            for (FaultRecord.DataLoss loss : fault.dataLosses()) {
                int number = partitions.indexOf(new Partition(loss.topic(), loss.partition()));
                flipped.faultIds.putIfAbsent(new Place(loss.broker(), number, loss.firstOffset()), fault.id());
            }
        }
        return flipped;
    }

    /** The first fault that flipped a bit in this batch of a log; empty while its checksum is right. */
    public OptionalInt faultIn(ReplicaLog log, ReplicaLog.Batch batch) {
        Integer faultId = faultIds.get(new Place(log.broker(), log.partition(), batch.baseOffset()));
        return faultId == null || batch.sound() ? OptionalInt.empty() : OptionalInt.of(faultId);
    }

    /** The batches of a log with a wrong checksum in which a fault flipped a bit, in the log's order. */
    public List<ReplicaLog.Batch> in(ReplicaLog log) {
        return faultIds.isEmpty()
                ? List.of()
                : log.batches().stream()
                        .filter(batch -> faultIn(log, batch).isPresent())
                        .toList();
    }
}
