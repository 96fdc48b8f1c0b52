package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.replica.FlippedBits;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * From which offsets on the settings permit that a partition lost records, as far as the rules about disks must exempt them.
 *
 * <p>Two causes count: an unclean election that was allowed, from the offset at which its leader began, and a fault whose receipt
 * says that a broker's unsynced data or disk is gone, from the first offset that is gone. A loss is none where
 * {@code flush.messages} is 1, unless the fault takes synced data too or the whole log is gone.
 *
 * <p>What is asked of the logs of one leader epoch, about what was committed in another, counts a loss only where its broker led without
 * it, see {@link LossyLeaders}: such rules exist for what the end of a run does not show any more. What is asked of the disks at the
 * end counts every loss, from its offset on. This is wider than the contract, which decides record by record: what the disks' rules exempt
 * the durability checker still judges. A bit that was flipped may be noticed at any time, so it counts as every loss does, and so do all of
 * them where ZooKeeper's log is missing.
 */
final class LossExemption {
    /**
     * A cause, from an offset on.
     *
     * @param committedUpTo the last leader epoch of whose commits it may have taken some
     * @param from the leader epoch from which on logs may lack them
     */
    private record Cause(long fromOffset, int committedUpTo, int from, String text) {
        /** Whether logs in one epoch may lack by it what was committed in another, earlier one. */
        boolean liesBetween(int earlier, int later) {
            return earlier <= committedUpTo && from <= later;
        }
    }

    private final List<Partition> partitions;
    private final FlippedBits flippedBits;
    /** Every loss of data, whoever led. */
    private final Map<Integer, List<Cause>> dataLosses = new HashMap<>();
    /** The losses of data without which somebody led. */
    private final Map<Integer, List<Cause>> leadersLosses = new HashMap<>();

    private final Map<Integer, List<Cause>> elections = new HashMap<>();
    private final Map<Integer, Set<Integer>> uncleanEpochs = new HashMap<>();

    private LossExemption(List<Partition> partitions, List<FaultRecord> faults) {
        this.partitions = partitions;
        this.flippedBits = FlippedBits.of(faults, partitions);
    }

    /** What the evidence shows. A piece of evidence that is missing shows nothing. */
    static LossExemption of(Evidence evidence) {
        List<FaultRecord> faults =
                evidence.faults() instanceof Part.Present<List<FaultRecord>>(List<FaultRecord> told) ? told : List.of();
        LossExemption permitted = new LossExemption(evidence.run().partitions(), faults);
        List<RoleChange> roles =
                evidence.roleChanges() instanceof Part.Present<List<RoleChange>>(List<RoleChange> changes)
                        ? changes
                        : List.of();
        Optional<LossyLeaders> leaders = Optional.empty();
        if (evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline)) {
            permitted.elections(timeline, roles);
            leaders = Optional.of(new LossyLeaders(timeline, roles, RunClock.of(evidence.run())));
        }
        for (FaultRecord fault : faults) {
            permitted.losses(fault, evidence.run(), leaders);
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

    /**
     * Why logs in one leader epoch may lack a record at this offset that was there in another, earlier one; empty when nothing permits it.
     *
     * @param earlier the epoch in which it was there; -1 for any
     */
    Optional<String> causeBetween(int partition, int earlier, int later, long offset) {
        return dataLossBetween(partition, earlier, later, offset)
                .or(() -> between(elections, partition, earlier, later, offset));
    }

    /** The fault without whose loss of data somebody led between two epochs, so that a record at this offset may be lacking. */
    Optional<String> dataLossBetween(int partition, int earlier, int later, long offset) {
        return between(leadersLosses, partition, earlier, later, offset);
    }

    /** The leader epochs that an allowed unclean election began. */
    Set<Integer> uncleanEpochs(int partition) {
        return uncleanEpochs.getOrDefault(partition, Set.of());
    }

    /**
     * Below which offset a log in one leader epoch must still hold what was committed in another, earlier one: no allowed unclean
     * election between them, the later one's among them, and no leader's loss of data reaches lower.
     *
     * @param earlier the epoch of the commit; -1 for any
     */
    long keptUntil(int partition, int earlier, int later) {
        long kept = Long.MAX_VALUE;
        for (Map<Integer, List<Cause>> causes : List.of(leadersLosses, elections)) {
            for (Cause cause : causes.getOrDefault(partition, List.of())) {
                if (cause.liesBetween(earlier, later)) {
                    kept = Math.min(kept, cause.fromOffset());
                }
            }
        }
        return kept;
    }

    /** The fault that flipped a bit in this batch of a log. */
    Optional<String> damageIn(ReplicaLog log, ReplicaLog.Batch batch) {
        OptionalInt faultId = flippedBits.faultIn(log, batch);
        return faultId.isPresent()
                ? Optional.of("fault " + faultId.getAsInt() + " flipped a bit in this batch of broker " + log.broker())
                : Optional.empty();
    }

    /**
     * The first offset in [from, to) at which two replicas of a partition differ, past the batches in which a fault flipped a bit; see
     * {@link LogComparison#firstDifference}.
     */
    OptionalLong firstDifference(ReplicaLog one, ReplicaLog other, long from, long to) {
        LogComparison comparison = new LogComparison(one, other);
        OptionalLong difference = comparison.firstDifference(from, to);
        while (difference.isPresent()) {
            OptionalLong past = pastDamage(difference.getAsLong(), List.of(one, other));
            if (past.isEmpty()) {
                return difference;
            }
            difference = comparison.firstDifference(past.getAsLong(), to);
        }
        return difference;
    }

    private OptionalLong pastDamage(long offset, List<ReplicaLog> logs) {
        return logs.stream()
                .flatMap(log -> flippedBits.in(log).stream())
                .filter(batch -> batch.baseOffset() <= offset && offset <= batch.lastOffset())
                .mapToLong(batch -> batch.lastOffset() + 1)
                .max();
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

    private static Optional<String> between(
            Map<Integer, List<Cause>> causes, int partition, int earlier, int later, long offset) {
        return first(
                causes.getOrDefault(partition, List.of()).stream()
                        .filter(cause -> cause.liesBetween(earlier, later))
                        .toList(),
                offset);
    }

    private void losses(FaultRecord fault, RunDescription run, Optional<LossyLeaders> leaders) {
        for (FaultRecord.DataLoss loss : fault.dataLosses()) {
            Partition partition = new Partition(loss.topic(), loss.partition());
            int number = partitions.indexOf(partition);
            if (number < 0 || loss.lostBytes() == 0) {
                continue;
            }
            Long flush = run.topicOf(partition).flushIntervalMessages();
            if (flush == null || flush != 1 || loss.firstOffset() == 0 || fault.takesSyncedData()) {
                String text = "fault " + fault.id() + " took unsynced data of broker " + loss.broker() + " from offset "
                        + loss.firstOffset();
                Cause everywhere = new Cause(loss.firstOffset(), Integer.MAX_VALUE, -1, text);
                dataLosses.computeIfAbsent(number, _ -> new ArrayList<>()).add(everywhere);
                List<Cause> leading = leadersLosses.computeIfAbsent(number, _ -> new ArrayList<>());
                if (leaders.isEmpty() || fault.damagesInPlace()) {
                    leading.add(everywhere);
                } else {
                    leaders.get()
                            .lacks(loss, partition, number)
                            .forEach(lack -> leading.add(
                                    new Cause(loss.firstOffset(), lack.committedUpTo(), lack.from(), text)));
                }
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
                                    epoch - 1,
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
