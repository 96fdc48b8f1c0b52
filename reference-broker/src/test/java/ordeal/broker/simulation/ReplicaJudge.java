package ordeal.broker.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.journal.JournalEntry.BecameLeader;
import ordeal.broker.journal.JournalEntry.ControlAccepted;
import ordeal.broker.journal.JournalEntry.HighWatermarkMoved;
import ordeal.broker.journal.JournalEntry.IsrProposed;
import ordeal.broker.rules.RequestFencing;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.MemoryRecords;
import org.apache.kafka.common.record.MutableRecordBatch;
import org.apache.kafka.common.record.Record;

/** Judges what brokers do to partitions, and what their disks hold. */
final class ReplicaJudge {
    private final Violations violations;
    private final ZooKeeperJudge zookeeper;
    private final Disks disks;
    private final Map<String, Long> highWatermarks = new HashMap<>();
    private final Map<Integer, NavigableMap<Long, String>> acknowledged = new TreeMap<>();
    private long acknowledgedCount;

    /** What is on a broker's disk, whether it runs or not. */
    interface Disks {
        long endOffset(int broker, TopicPartition partition);

        MemoryRecords everything(int broker, TopicPartition partition);
    }

    /** A record as it lies in a log. */
    record Stored(long offset, int leaderEpoch, String value) {}

    ReplicaJudge(Violations violations, ZooKeeperJudge zookeeper, Disks disks) {
        this.violations = violations;
        this.zookeeper = zookeeper;
        this.disks = disks;
    }

    long acknowledgedCount() {
        return acknowledgedCount;
    }

    NavigableMap<Long, String> acknowledged(int partition) {
        return acknowledged.getOrDefault(partition, new TreeMap<>());
    }

    /** A producer was told that its record is committed at an offset. */
    void acknowledged(int partition, long offset, String value) {
        acknowledgedCount++;
        String other =
                acknowledged.computeIfAbsent(partition, _ -> new TreeMap<>()).put(offset, value);
        violations.check(
                other == null,
                "two records are acknowledged at offset %s of partition %s: %s and %s",
                offset,
                partition,
                other,
                value);
    }

    /** A broker, in one incarnation, wrote this into its journal. */
    void journalled(int broker, int incarnation, JournalEntry entry) {
        switch (entry) {
            case BecameLeader led -> {
                int partition = led.partition().partition();
                violations.check(
                        zookeeper.leaderIn(partition, led.leaderEpoch()).equals(java.util.Optional.of(broker)),
                        "broker %s leads and was not elected: %s",
                        broker,
                        led);
            }
            case HighWatermarkMoved moved when moved.leading() -> moved(broker, incarnation, moved);
            case IsrProposed proposed -> proposed(broker, proposed);
            case ControlAccepted accepted -> accepted(broker, accepted);
            default -> {}
        }
    }

    private void accepted(int broker, ControlAccepted accepted) {
        violations.check(
                accepted.controllerEpoch() >= accepted.highestControllerEpoch(),
                "broker %s obeys a controller that has been replaced: %s",
                broker,
                accepted);
        violations.check(
                accepted.requestBrokerEpoch() == RequestFencing.NO_BROKER_EPOCH
                        || accepted.requestBrokerEpoch() >= accepted.ownBrokerEpoch(),
                "broker %s obeys what was meant for an earlier incarnation: %s",
                broker,
                accepted);
    }

    /** Whoever is to join has shown that it holds what may be committed, also by earlier leaders. */
    private void proposed(int broker, IsrProposed proposed) {
        long needed = Math.max(proposed.leaderEpochStartOffset(), proposed.highWatermark());
        violations.check(
                proposed.evidence().stream().allMatch(shown -> shown.logEndOffset() >= needed),
                "broker %s wants somebody in the ISR who has not shown that it ends at %s: %s",
                broker,
                needed,
                proposed);
    }

    private void moved(int broker, int incarnation, HighWatermarkMoved moved) {
        violations.check(
                moved.isrSize() >= Simulation.MIN_INSYNC_REPLICAS,
                "broker %s commits with too few in-sync replicas: %s",
                broker,
                moved);
        String tenure = broker + "/" + incarnation + "/" + moved.partition() + "/" + moved.leaderEpoch();
        Long before = highWatermarks.put(tenure, moved.highWatermark());
        violations.check(
                before == null || before <= moved.highWatermark(),
                "the high watermark of broker %s goes back from %s: %s",
                broker,
                before,
                moved);
        PartitionState state = zookeeper.state(moved.partition().partition()).orElseThrow();
        if (state.leaderEpoch() == moved.leaderEpoch() && state.leader() == broker) {
            for (int member : state.isr()) {
                long end = disks.endOffset(member, moved.partition());
                violations.check(
                        end >= moved.highWatermark(),
                        "broker %s is in the ISR and ends at %s: broker %s, %s",
                        member,
                        end,
                        broker,
                        moved);
            }
        }
    }

    /** Every acknowledged record is on every member of the ISR, at its offset: at any time. */
    void acknowledgedIsHeld(TopicPartition partition) {
        PartitionState state = zookeeper.state(partition.partition()).orElse(null);
        if (state == null) {
            return;
        }
        for (int member : state.isr()) {
            Map<Long, String> held = new HashMap<>();
            stored(member, partition).forEach(record -> held.put(record.offset(), record.value()));
            acknowledged(partition.partition()).forEach((offset, value) -> {
                String found = held.get(offset);
                violations.check(
                        value.equals(found),
                        "broker %s in the ISR of %s holds %s at offset %s instead of the acknowledged %s",
                        member,
                        partition,
                        found,
                        offset,
                        value);
            });
        }
    }

    /** At rest all replicas hold the same, in order, and nothing twice. */
    void replicasAreEqual(TopicPartition partition, List<Integer> brokers) {
        List<Stored> first = stored(brokers.getFirst(), partition);
        for (int broker : brokers) {
            List<Stored> other = stored(broker, partition);
            violations.check(
                    first.equals(other),
                    "the replicas of %s differ at rest: %s on broker %s, %s on broker %s",
                    partition,
                    first,
                    brokers.getFirst(),
                    other,
                    broker);
        }
        long offset = 0;
        int epoch = -1;
        int number = -1;
        for (Stored record : first) {
            int next = SimulatedProducer.number(record.value());
            violations.check(
                    record.offset() == offset && record.leaderEpoch() >= epoch && next > number,
                    "%s holds %s after offset %s, epoch %s, record %s",
                    partition,
                    record,
                    offset - 1,
                    epoch,
                    number);
            offset++;
            epoch = record.leaderEpoch();
            number = next;
        }
    }

    private List<Stored> stored(int broker, TopicPartition partition) {
        List<Stored> stored = new ArrayList<>();
        for (MutableRecordBatch batch : disks.everything(broker, partition).batches()) {
            for (Record record : batch) {
                stored.add(new Stored(record.offset(), batch.partitionLeaderEpoch(), SimulatedProducer.value(record)));
            }
        }
        return stored;
    }
}
