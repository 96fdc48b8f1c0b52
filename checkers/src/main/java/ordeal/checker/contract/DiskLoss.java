package ordeal.checker.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.FaultRecord.DataLoss;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * The contract's clause on disks: at some moment after the append, every member of the ISR had lost data of the partition by faults whose
 * receipts say so, at least one of them the record, and none had been added to the ISR anew since. With {@code flush.messages=1} every
 * record is promised to be synced before it counts, so only a fault that takes synced data too, such as a wiped disk, permits anything.
 */
final class DiskLoss {
    private final List<FaultRecord> faults;
    private final RunClock clock;

    DiskLoss(List<FaultRecord> faults, RunClock clock) {
        this.faults = List.copyOf(faults);
        this.clock = clock;
    }

    Optional<PermittedCause> cause(
            Partition partition, RunDescription.Topic topic, List<PartitionState> states, LostRecord lost) {
        Long flushInterval = topic.flushIntervalMessages();
        boolean synced = flushInterval != null && flushInterval <= 1;
        for (int i = 0; i < states.size(); i++) {
            List<DataLoss> losses = lossesOfWholeIsr(partition, states, i, lost, synced);
            if (!losses.isEmpty()) {
                return Optional.of(describe(states.get(i), losses, lost));
            }
        }
        return Optional.empty();
    }

    /**
     * The loss of each member of the ISR in this state; empty when some member had lost nothing, or none of them this record.
     *
     * <p>A member that lost less than another may still hold the record: it follows a leader that does not, for Kafka takes any
     * member of the ISR to hold every committed record, and cuts its own log.
     */
    private List<DataLoss> lossesOfWholeIsr(
            Partition partition, List<PartitionState> states, int index, LostRecord lost, boolean synced) {
        long untilNanos = index + 1 < states.size()
                ? clock.nanosAt(states.get(index + 1).epochMs()) + RunClock.SLACK_NANOS
                : Long.MAX_VALUE;
        List<DataLoss> losses = new ArrayList<>();
        for (int broker : states.get(index).isr()) {
            DataLoss loss = lossOf(broker, partition, lost.invokedNanos(), untilNanos, synced);
            if (loss == null || addedSince(loss.nanos(), broker, states, index)) {
                return List.of();
            }
            losses.add(loss);
        }
        return losses.stream().anyMatch(loss -> lost.offset() < 0 || loss.firstOffset() <= lost.offset())
                ? losses
                : List.of();
    }

    private @Nullable DataLoss lossOf(
            int broker, Partition partition, long invokedNanos, long untilNanos, boolean synced) {
        DataLoss latest = null;
        for (FaultRecord fault : faults) {
            if (synced && !fault.takesSyncedData()) {
                continue;
            }
            for (DataLoss loss : fault.dataLosses()) {
                boolean took = loss.broker() == broker
                        && loss.topic().equals(partition.topic())
                        && loss.partition() == partition.index()
                        && loss.lostBytes() > 0
                        && loss.nanos() >= invokedNanos
                        && loss.nanos() <= untilNanos;
                if (took && (latest == null || loss.nanos() > latest.nanos())) {
                    latest = loss;
                }
            }
        }
        return latest;
    }

    private boolean addedSince(long nanos, int broker, List<PartitionState> states, int index) {
        for (int i = index; i > 0 && clock.nanosAt(states.get(i).epochMs()) > nanos; i--) {
            if (states.get(i).isr().contains(broker) && !states.get(i - 1).isr().contains(broker)) {
                return true;
            }
        }
        return false;
    }

    private static PermittedCause describe(PartitionState state, List<DataLoss> losses, LostRecord lost) {
        StringBuilder sentence = new StringBuilder(String.format(
                Locale.ROOT,
                "disk loss: every member of the ISR %s of transaction 0x%x had lost data by a fault: ",
                state.isr(),
                state.zxid()));
        long atNanos = 0;
        long fromOffset = Long.MAX_VALUE;
        for (int i = 0; i < losses.size(); i++) {
            DataLoss loss = losses.get(i);
            sentence.append(i == 0 ? "" : ", ")
                    .append(String.format(
                            Locale.ROOT,
                            "broker %d from offset %d on (%d bytes)",
                            loss.broker(),
                            loss.firstOffset(),
                            loss.lostBytes()));
            atNanos = Math.max(atNanos, loss.nanos());
            fromOffset = Math.min(fromOffset, loss.firstOffset());
        }
        return new PermittedCause(
                PermittedCause.Kind.DISK_LOSS,
                sentence.toString(),
                atNanos,
                lost.offset() < 0 ? fromOffset : Math.min(fromOffset, lost.offset()));
    }
}
