package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * From which offsets on the settings permit that a partition lost records, as far as the rules about disks must exempt them.
 *
 * <p>Two causes count: an unclean election that was allowed, from the offset at which its leader began, and a fault whose receipt
 * says that a broker's unsynced data or disk is gone, from the first offset that is gone. A loss is none where
 * {@code flush.messages} is 1, unless the fault takes synced data too or the whole log is gone. This is wider than the contract, which decides record by record
 * whether a loss was permitted: what these rules exempt the durability checker still judges.
 */
final class LossExemption {
    private record Cause(long fromOffset, int epoch, String text) {}

    private record Rot(int broker, long offset, String text) {}

    private static final int ANY_EPOCH = -1;

    private final List<Partition> partitions;
    private final Map<Integer, List<Cause>> dataLosses = new HashMap<>();
    private final Map<Integer, List<Rot>> rotten = new HashMap<>();
    private final Map<Integer, List<Cause>> elections = new HashMap<>();
    private final Map<Integer, Set<Integer>> uncleanEpochs = new HashMap<>();

    private LossExemption(List<Partition> partitions) {
        this.partitions = partitions;
    }

    /** What the evidence shows. A piece of evidence that is missing shows nothing. */
    static LossExemption of(Evidence evidence) {
        LossExemption permitted = new LossExemption(evidence.run().partitions());
        if (evidence.faults() instanceof Part.Present<List<FaultRecord>>(List<FaultRecord> faults)) {
            faults.forEach(fault -> permitted.losses(fault, evidence));
        }
        if (evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline)) {
            List<RoleChange> roles =
                    evidence.roleChanges() instanceof Part.Present<List<RoleChange>>(List<RoleChange> changes)
                            ? changes
                            : List.of();
            permitted.elections(timeline, roles);
        }
        return permitted;
    }

    /** Why a record at this offset may be gone; empty when nothing permits it. */
    Optional<String> causeOf(int partition, long offset) {
        return dataLossAt(partition, offset).or(() -> first(elections.getOrDefault(partition, List.of()), offset));
    }

    /** The fault by which a record at this offset may be gone. */
    Optional<String> dataLossAt(int partition, long offset) {
        return first(dataLosses.getOrDefault(partition, List.of()), offset);
    }

    /** The leader epochs that an allowed unclean election began. */
    Set<Integer> uncleanEpochs(int partition) {
        return uncleanEpochs.getOrDefault(partition, Set.of());
    }

    /**
     * Below which offset a log in one leader epoch must still hold what was committed in another, earlier one: no allowed unclean
     * election between them, the later one's among them, and no fault's loss of data reaches lower.
     *
     * @param earlier the epoch of the commit; -1 for any
     */
    long keptUntil(int partition, int earlier, int later) {
        long kept = Long.MAX_VALUE;
        for (Cause loss : dataLosses.getOrDefault(partition, List.of())) {
            kept = Math.min(kept, loss.fromOffset());
        }
        for (Cause election : elections.getOrDefault(partition, List.of())) {
            if (earlier < election.epoch() && election.epoch() <= later) {
                kept = Math.min(kept, election.fromOffset());
            }
        }
        return kept;
    }

    /** The fault that damaged the batch at this offset on a broker's disk. */
    Optional<String> damageAt(int partition, int broker, long baseOffset) {
        return rotten.getOrDefault(partition, List.of()).stream()
                .filter(rot -> rot.broker() == broker && rot.offset() == baseOffset)
                .map(Rot::text)
                .findFirst();
    }

    /** Whether a fault took data of this partition that the settings permit to lose. */
    boolean losesData(int partition) {
        return dataLosses.containsKey(partition);
    }

    private static Optional<String> first(List<Cause> causes, long offset) {
        return causes.stream()
                .filter(cause -> cause.fromOffset() <= offset)
                .map(Cause::text)
                .findFirst();
    }

    private void losses(FaultRecord fault, Evidence evidence) {
        for (FaultRecord.DataLoss loss : fault.dataLosses()) {
            Partition partition = new Partition(loss.topic(), loss.partition());
            int number = partitions.indexOf(partition);
            if (number < 0 || loss.lostBytes() == 0) {
                continue;
            }
            Long flush = evidence.run().topicOf(partition).flushIntervalMessages();
            if (fault.damagesInPlace()) {
                rotten.computeIfAbsent(number, _ -> new ArrayList<>())
                        .add(new Rot(
                                loss.broker(),
                                loss.firstOffset(),
                                "fault " + fault.id() + " flipped a bit in this batch of broker " + loss.broker()));
            }
            if (flush == null || flush != 1 || loss.firstOffset() == 0 || fault.takesSyncedData()) {
                dataLosses
                        .computeIfAbsent(number, _ -> new ArrayList<>())
                        .add(new Cause(
                                loss.firstOffset(),
                                ANY_EPOCH,
                                "fault " + fault.id() + " took unsynced data of broker " + loss.broker()
                                        + " from offset " + loss.firstOffset()));
            }
        }
    }

    private void elections(ClusterTimeline timeline, List<RoleChange> roles) {
        for (int number = 0; number < partitions.size(); number++) {
            for (StateChange change : StateChange.of(timeline, partitions.get(number))) {
                boolean allowed = timeline.uncleanElectionAllowed(
                        change.partition(), change.after().zxid());
                if (change.unclean() && allowed) {
                    int epoch = change.after().leaderEpoch();
                    long start = startOf(roles, number, epoch);
                    uncleanEpochs.computeIfAbsent(number, _ -> new HashSet<>()).add(epoch);
                    elections
                            .computeIfAbsent(number, _ -> new ArrayList<>())
                            .add(new Cause(
                                    start,
                                    epoch,
                                    "unclean.leader.election.enable: unclean election of broker "
                                            + change.after().leader() + " in leader epoch " + epoch + " from offset "
                                            + start));
                }
            }
        }
    }

    /** Where an epoch began; 0 when no broker said so, which exempts the whole log. */
    private static long startOf(List<RoleChange> roles, int partition, int epoch) {
        return roles.stream()
                .filter(change -> change.partition() == partition && change.leaderEpoch() == epoch)
                .mapToLong(RoleChange::startOffset)
                .min()
                .orElse(0);
    }
}
