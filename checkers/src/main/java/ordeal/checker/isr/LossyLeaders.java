package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.FaultRecord.DataLoss;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;

/**
 * The leader epochs in which a broker led a partition without what a fault had taken from its disk.
 *
 * <p>It did in each epoch for which it was elected in a life that began after the loss, unless it had come into the ISR anew by then, for
 * whoever comes into the ISR has fetched what is committed. And in the epoch that it led when it lost the data, if it came back and went on
 * leading, as the brokers' own logs say. What a broker lost that led nothing afterwards excuses no leader.
 */
final class LossyLeaders {
    private final ClusterTimeline timeline;
    private final List<RoleChange> roles;
    private final RunClock clock;

    /**
     * A leader's lack.
     *
     * @param committedUpTo the last leader epoch of whose commits it may lack some
     * @param from the leader epoch from which on logs may lack them: its own
     */
    record Lack(int committedUpTo, int from) {}

    /**
     * Those of a run.
     *
     * @param roles who led when, by the brokers' own word
     */
    LossyLeaders(ClusterTimeline timeline, List<RoleChange> roles, RunClock clock) {
        this.timeline = timeline;
        this.roles = List.copyOf(roles);
        this.clock = clock;
    }

    /**
     * What the broker that lost this lacked as a leader.
     *
     * @param number the run's number of the partition
     */
    List<Lack> lacks(DataLoss loss, Partition partition, int number) {
        List<Lack> lacks = new ArrayList<>();
        OptionalLong back = timeline.registrations().stream()
                .filter(life -> life.broker() == loss.broker() && clock.nanosAt(life.fromEpochMs()) >= loss.nanos())
                .mapToLong(Registration::brokerEpoch)
                .min();
        if (back.isPresent()) {
            timeline.stateAt(partition, back.getAsLong())
                    .filter(state -> wentOnLeading(state, loss, number))
                    .ifPresent(state -> lacks.add(new Lack(state.leaderEpoch(), state.leaderEpoch())));
            electedSince(back.getAsLong(), loss.broker(), partition)
                    .forEach(epoch -> lacks.add(new Lack(epoch - 1, epoch)));
        }
        return lacks;
    }

    private boolean wentOnLeading(PartitionState state, DataLoss loss, int number) {
        return roles.stream()
                .anyMatch(role -> role.partition() == number
                        && role.broker() == loss.broker()
                        && role.leaderEpoch() == state.leaderEpoch()
                        && clock.nanosAt(role.epochMs()) >= loss.nanos());
    }

    private List<Integer> electedSince(long zxid, int broker, Partition partition) {
        List<Integer> epochs = new ArrayList<>();
        for (StateChange change : StateChange.of(timeline, partition)) {
            PartitionState state = change.after();
            if (state.zxid() < zxid) {
                continue;
            }
            if (change.added().contains(broker)) {
                break;
            }
            boolean begins = change.before()
                    .map(before -> before.leaderEpoch() != state.leaderEpoch())
                    .orElse(true);
            if (begins && state.leader() == broker) {
                epochs.add(state.leaderEpoch());
            }
        }
        return epochs;
    }
}
