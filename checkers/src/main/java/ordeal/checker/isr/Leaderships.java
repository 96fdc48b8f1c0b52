package ordeal.checker.isr;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.isr.AckedSends.Ack;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Who led a partition, and from which offset on; and which of them began without an acknowledged record.
 *
 * <p>A record that was appended in one epoch may be committed and acknowledged in a later one, when its producer tried again: a leader
 * between the two owes it nothing. So a leader is not blamed for a record that a later one held, if that one had been elected, as
 * ZooKeeper's clock says, before the acknowledgement arrived.
 */
final class Leaderships {
    private final List<RoleChange> byEpoch;
    private final Set<Integer> uncleanEpochs;
    private final Map<Integer, Long> electedNanos;
    /** The lowest offset at which a leader of this epoch or a later one began. */
    private final NavigableMap<Integer, Long> lowestStartFrom = new TreeMap<>();

    private Leaderships(List<RoleChange> byEpoch, Set<Integer> uncleanEpochs, Map<Integer, Long> electedNanos) {
        this.byEpoch = byEpoch;
        this.uncleanEpochs = uncleanEpochs;
        this.electedNanos = electedNanos;
        long lowest = Long.MAX_VALUE;
        for (RoleChange role : byEpoch.reversed()) {
            lowest = Math.min(lowest, role.startOffset());
            lowestStartFrom.put(role.leaderEpoch(), lowest);
        }
    }

    /**
     * Of one partition.
     *
     * @param roles of all partitions
     * @param uncleanEpochs the leader epochs that an allowed unclean election began
     */
    static Leaderships of(
            int partition,
            List<RoleChange> roles,
            Set<Integer> uncleanEpochs,
            ClusterTimeline timeline,
            RunDescription run) {
        Partition topicPartition = run.partitions().get(partition);
        RunClock clock = RunClock.of(run);
        Map<Integer, Long> electedNanos = new HashMap<>();
        for (PartitionState state : timeline.states(topicPartition)) {
            electedNanos.merge(state.leaderEpoch(), clock.nanosAt(state.epochMs()), Math::min);
        }
        List<RoleChange> byEpoch = roles.stream()
                .filter(role -> role.partition() == partition)
                .sorted(Comparator.comparingInt(RoleChange::leaderEpoch))
                .toList();
        return new Leaderships(byEpoch, uncleanEpochs, electedNanos);
    }

    /**
     * The leaders that must have held an acknowledged record and began without it.
     *
     * @param ackEpoch the earliest leader epoch in which it can have been acknowledged
     */
    Stream<RoleChange> lacking(Ack ack, int ackEpoch) {
        Map.Entry<Integer, Long> later = lowestStartFrom.higherEntry(ackEpoch);
        if (later == null || later.getValue() > ack.offset()) {
            return Stream.empty();
        }
        return byEpoch.stream()
                .filter(role -> role.leaderEpoch() > ackEpoch && role.startOffset() <= ack.offset())
                .filter(role -> !uncleanEpochs.contains(role.leaderEpoch()))
                .filter(role -> !cutOffBefore(ack, ackEpoch, role))
                .filter(role -> !acknowledgedAfter(ack, role));
    }

    /** Whether an allowed unclean election after the acknowledgement's epoch, and not after this leader's, cut it off. */
    private boolean cutOffBefore(Ack ack, int ackEpoch, RoleChange role) {
        return uncleanEpochs.stream()
                .filter(unclean -> ackEpoch < unclean && unclean < role.leaderEpoch())
                .anyMatch(unclean -> byEpoch.stream()
                        .filter(other -> other.leaderEpoch() == unclean)
                        .allMatch(other -> other.startOffset() <= ack.offset()));
    }

    /** Whether a leader after this one, which held the record, may have been who acknowledged it. */
    private boolean acknowledgedAfter(Ack ack, RoleChange role) {
        return byEpoch.stream()
                .filter(later -> later.leaderEpoch() > role.leaderEpoch() && later.startOffset() > ack.offset())
                .anyMatch(later -> electedNanos.getOrDefault(later.leaderEpoch(), Long.MAX_VALUE)
                        <= ack.completedNanos() + RunClock.SLACK_NANOS);
    }
}
