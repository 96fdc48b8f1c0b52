package ordeal.checker.contract;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * The contract: a lost record is permitted only when evidence shows a cause that the settings allow, for this very record.
 * A setting alone permits nothing.
 *
 * <p>Whether an election came "after the append" the leader epoch of the record's batch decides, where a disk still holds it. Elsewhere it
 * did when the send was invoked before the leader that it replaced had stopped acting: {@link DeposedLeader}.
 */
public final class PermittedLoss {
    private final RunDescription run;
    private final List<Partition> partitions;
    private final ClusterTimeline timeline;
    private final long finalZxid;
    private final IntFunction<PartitionLogs> logs;
    private final RunClock clock;
    private final DeposedLeader deposed;
    private final DiskLoss diskLoss;

    /**
     * The contract of one run.
     *
     * @param finalZxid the transaction after the final reads: what was elected later, while nodes were stopped, took nothing that
     *     they missed
     * @param faults its faults, whose receipts name lost data
     * @param logs what the disks say of a partition, by the run's number of it
     */
    public PermittedLoss(
            RunDescription run,
            ClusterTimeline timeline,
            long finalZxid,
            List<FaultRecord> faults,
            IntFunction<PartitionLogs> logs) {
        this.run = run;
        this.partitions = run.partitions();
        this.timeline = timeline;
        this.finalZxid = finalZxid;
        this.logs = logs;
        this.clock = RunClock.of(run);
        this.deposed = new DeposedLeader(timeline, clock, faults);
        this.diskLoss = new DiskLoss(faults, clock);
    }

    /**
     * Whether settings and faults of a run leave no cause possible, so that no evidence is needed to call a loss unpermitted.
     *
     * @param faults the faults; empty when it is not known which there were
     */
    public static boolean excluded(RunDescription run, Partition partition, Optional<List<FaultRecord>> faults) {
        return run.workload().acks().equals("all")
                && !run.topicOf(partition).uncleanLeaderElection()
                && !Boolean.parseBoolean(run.cluster().brokerProperties().get("unclean.leader.election.enable"))
                && faults.isPresent()
                && faults.get().stream()
                        .flatMap(fault -> fault.dataLosses().stream())
                        .noneMatch(loss -> loss.lostBytes() > 0);
    }

    /** The cause that permits this loss; empty when nothing does. */
    public Optional<PermittedCause> cause(LostRecord lost) {
        Partition partition = partitions.get(lost.partition());
        List<PartitionState> states = states(partition);
        PartitionLogs disks = logs.apply(lost.partition());
        boolean acksAll = run.workload().acks().equals("all");
        for (int i = 1; i < states.size(); i++) {
            PartitionState before = states.get(i - 1);
            PartitionState elected = states.get(i);
            int previousLeader = lastLeader(states, i);
            if (elected.leader() < 0
                    || elected.leaderEpoch() == before.leaderEpoch()
                    || !cameAfterAppend(elected, previousLeader, lost, disks)
                    || !missedBy(elected, lost, disks)) {
                continue;
            }
            if (!before.isr().contains(elected.leader())
                    && timeline.uncleanElectionAllowed(partition, elected.zxid())) {
                return Optional.of(uncleanElection(
                        partition, before, elected, lowest(lost, disks.startOf(elected.leaderEpoch()))));
            }
            if (!acksAll && previousLeader >= 0 && previousLeader != elected.leader()) {
                return Optional.of(acks(partition, previousLeader, elected, lost, disks));
            }
        }
        return diskLoss.cause(partition, run.topicOf(partition), states, lost);
    }

    /**
     * The unclean election between two moments after which a partition's end may lie at an offset: it cut off everything from
     * its start on, also what nobody was told of.
     */
    public Optional<PermittedCause> uncleanCut(int number, long toOffset, long fromNanos, long toNanos) {
        Partition partition = partitions.get(number);
        List<PartitionState> states = states(partition);
        PartitionLogs disks = logs.apply(number);
        for (int i = 1; i < states.size(); i++) {
            PartitionState before = states.get(i - 1);
            PartitionState elected = states.get(i);
            long at = clock.nanosAt(elected.epochMs());
            OptionalLong start = disks.startOf(elected.leaderEpoch());
            if (elected.leader() >= 0
                    && !before.isr().contains(elected.leader())
                    && timeline.uncleanElectionAllowed(partition, elected.zxid())
                    && start.isPresent()
                    && start.getAsLong() <= toOffset
                    && fromNanos <= at + RunClock.SLACK_NANOS
                    && at <= toNanos + RunClock.SLACK_NANOS) {
                return Optional.of(uncleanElection(partition, before, elected, start.getAsLong()));
            }
        }
        return Optional.empty();
    }

    private List<PartitionState> states(Partition partition) {
        return timeline.states(partition).stream()
                .filter(state -> state.zxid() <= finalZxid)
                .toList();
    }

    private boolean cameAfterAppend(PartitionState elected, int previousLeader, LostRecord lost, PartitionLogs disks) {
        OptionalInt appendedUnder = disks.epochOf(lost.offset(), lost.packedValue());
        return appendedUnder.isPresent()
                ? appendedUnder.getAsInt() < elected.leaderEpoch()
                : lost.invokedNanos() <= deposed.actsUntil(previousLeader, elected);
    }

    /** Whether the elected leader's log did not hold the record. */
    private static boolean missedBy(PartitionState elected, LostRecord lost, PartitionLogs disks) {
        OptionalLong start = disks.startOf(elected.leaderEpoch());
        if (lost.offset() < 0 || start.isEmpty() || lost.offset() >= start.getAsLong()) {
            return true;
        }
        return disks.leaderLog()
                .filter(log -> heldAnother(log, lost, elected.leaderEpoch()))
                .isPresent();
    }

    /** Whether the log holds, from before this epoch, another record at the lost one's offset. */
    private static boolean heldAnother(ReplicaLog log, LostRecord lost, int epoch) {
        int epochThere = log.epochAt(lost.offset());
        return log.valueAt(lost.offset()) != lost.packedValue() && epochThere >= 0 && epochThere < epoch;
    }

    private static int lastLeader(List<PartitionState> states, int index) {
        for (int i = index - 1; i >= 0; i--) {
            if (states.get(i).leader() >= 0) {
                return states.get(i).leader();
            }
        }
        return -1;
    }

    private PermittedCause uncleanElection(
            Partition partition, PartitionState before, PartitionState elected, long fromOffset) {
        return new PermittedCause(
                PermittedCause.Kind.UNCLEAN_ELECTION,
                String.format(
                        Locale.ROOT,
                        "unclean.leader.election.enable=true: transaction 0x%x made broker %d leader of %s in epoch %d from outside the ISR %s, and its log did not hold the record",
                        elected.zxid(),
                        elected.leader(),
                        partition,
                        elected.leaderEpoch(),
                        before.isr()),
                clock.nanosAt(elected.epochMs()),
                fromOffset);
    }

    private PermittedCause acks(
            Partition partition, int previousLeader, PartitionState elected, LostRecord lost, PartitionLogs disks) {
        return new PermittedCause(
                PermittedCause.Kind.ACKS,
                String.format(
                        Locale.ROOT,
                        "acks=%s: transaction 0x%x moved the leadership of %s from broker %d to broker %d in epoch %d after the append",
                        run.workload().acks(),
                        elected.zxid(),
                        partition,
                        previousLeader,
                        elected.leader(),
                        elected.leaderEpoch()),
                clock.nanosAt(elected.epochMs()),
                lowest(lost, disks.startOf(elected.leaderEpoch())));
    }

    private static long lowest(LostRecord lost, OptionalLong epochStart) {
        return lost.offset() < 0 ? epochStart.orElse(0) : Math.min(lost.offset(), epochStart.orElse(lost.offset()));
    }
}
