package ordeal.checker.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.replica.ReplicaBuilder;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.zookeeper.PartitionState;

/** What a generated run leaves on disks, in ZooKeeper and in the brokers' logs, and where anomalies were planted in it. */
final class GeneratedDisks implements GeneratedLoad.Stage {
    private static final long NANOS_PER_MS = 1_000_000;
    private static final int FIRST_PRODUCER_ID = 1_000;

    private final RunSize size;
    private final List<Integer> brokers;
    private final String topic;
    private final List<List<ReplicaBuilder>> builders = new ArrayList<>();
    private final Map<Partition, List<PartitionState>> states = new TreeMap<>();
    private final List<RoleChange> roles = new ArrayList<>();
    private final List<List<ReplicaLog.EpochStart>> epochs = new ArrayList<>();
    private final List<Planting.Planted> planted = new ArrayList<>();
    private final int[] baseSequences;
    private long zxid = 10;

    private GeneratedDisks(RunSize size, List<Integer> brokers, String topic) {
        this.size = size;
        this.brokers = brokers;
        this.topic = topic;
        this.baseSequences = new int[size.producers() * size.partitions()];
        for (int partition = 0; partition < size.partitions(); partition++) {
            epochs.add(new ArrayList<>());
            states.put(new Partition(topic, partition), new ArrayList<>());
            int number = partition;
            builders.add(brokers.stream()
                    .map(broker -> new ReplicaBuilder(broker, number))
                    .toList());
        }
    }

    /** What is left of a run of one topic, which all brokers have a replica of. */
    static GeneratedDisks of(RunSize size, List<Integer> brokers, String topic) {
        GeneratedDisks disks = new GeneratedDisks(size, brokers, topic);
        var _ = new GeneratedLoad(size).play(disks);
        return disks;
    }

    /** Whether a batch lies on the disks without its odd record. */
    static boolean lacksOdd(GeneratedBatch batch) {
        return batch.planting == Planting.LOST_WRITE || batch.planting == Planting.READ_THEN_LOST;
    }

    @Override
    public void appended(GeneratedBatch batch, long baseOffset, int epoch, long nanos) {
        List<ReplicaLog.EpochStart> begun = epochs.get(batch.partition);
        if (begun.isEmpty() || begun.getLast().epoch() < epoch) {
            begin(batch.partition, epoch, baseOffset, nanos);
        }
        int lane = batch.producer * size.partitions() + batch.partition;
        boolean again = batch.planting == Planting.DUPLICATE && isSecond(batch, baseOffset);
        if (!again) {
            note(batch, baseOffset);
        }
        ReplicaLog.Batch header = new ReplicaLog.Batch(
                baseOffset,
                baseOffset + batch.count - 1,
                epoch,
                FIRST_PRODUCER_ID + batch.producer,
                (short) 0,
                again ? baseSequences[lane] - batch.count : baseSequences[lane],
                batch.count,
                Integer.toUnsignedLong(31 * Long.hashCode(baseOffset * 0x9E3779B97F4A7C15L) + batch.partition),
                true);
        baseSequences[lane] += again ? 0 : batch.count;
        long[] values = new long[batch.count];
        for (int i = 0; i < values.length; i++) {
            values[i] = batch.packed(i);
        }
        if (lacksOdd(batch)) {
            values[batch.odd()] = ReplicaLog.HOLE;
        }
        builders.get(batch.partition).forEach(builder -> builder.append(header, values));
    }

    @Override
    public void completed(GeneratedBatch batch, long baseOffset, int epoch, long nanos) {
        if (batch.planting == Planting.END_OFFSET_REGRESSION) {
            planted.add(new Planting.Planted(batch.planting, batch.partition, baseOffset / 2));
        }
    }

    private boolean isSecond(GeneratedBatch batch, long baseOffset) {
        Planting.Planted last = planted.isEmpty() ? null : planted.getLast();
        return last != null
                && last.kind() == Planting.DUPLICATE
                && last.partition() == batch.partition
                && last.offset() == baseOffset - batch.count;
    }

    private void note(GeneratedBatch batch, long baseOffset) {
        if (batch.planting != null && batch.planting != Planting.END_OFFSET_REGRESSION) {
            boolean first = batch.planting == Planting.NONMONOTONIC_POLL || batch.planting == Planting.DUPLICATE;
            planted.add(new Planting.Planted(
                    batch.planting, batch.partition, first ? baseOffset : baseOffset + batch.odd()));
        }
    }

    private void begin(int partition, int epoch, long startOffset, long nanos) {
        int leader = brokers.get((partition + epoch) % brokers.size());
        long epochMs = nanos / NANOS_PER_MS;
        epochs.get(partition).add(new ReplicaLog.EpochStart(epoch, startOffset));
        states.getOrDefault(new Partition(topic, partition), new ArrayList<>())
                .add(new PartitionState(zxid++, epochMs, 1, leader, epoch, 1, brokers, epoch));
        roles.add(new RoleChange(
                leader,
                partition,
                epochMs,
                epoch,
                startOffset,
                epoch,
                startOffset,
                brokers,
                "broker " + leader + " leads partition " + partition + " in epoch " + epoch));
    }

    /** Every replica, by broker and partition. */
    Map<Integer, Map<Integer, ReplicaLog>> replicas() {
        Map<Integer, Map<Integer, ReplicaLog>> all = new TreeMap<>();
        for (int partition = 0; partition < builders.size(); partition++) {
            for (ReplicaBuilder builder : builders.get(partition)) {
                ReplicaLog log = builder.build(epochs.get(partition));
                all.computeIfAbsent(log.broker(), _ -> new TreeMap<>()).put(partition, log);
            }
        }
        return all;
    }

    /** The states of each partition. */
    Map<Partition, List<PartitionState>> states() {
        return states;
    }

    /** Every leadership. */
    List<RoleChange> roles() {
        return roles;
    }

    /** A transaction after all states. */
    long finalZxid() {
        return zxid;
    }

    /** Every planted anomaly. */
    List<Planting.Planted> planted() {
        return planted;
    }
}
