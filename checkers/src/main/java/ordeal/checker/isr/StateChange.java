package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import ordeal.checker.Partition;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * One write of a partition's state and what it replaced.
 *
 * @param before the state it replaced; empty for the one that created the partition
 */
record StateChange(Partition partition, Optional<PartitionState> before, PartitionState after) {
    /** Every write of a partition's state. A write at partition epoch 0 creates the partition, maybe anew. */
    static List<StateChange> of(ClusterTimeline timeline, Partition partition) {
        List<StateChange> changes = new ArrayList<>();
        Optional<PartitionState> before = Optional.empty();
        for (PartitionState state : timeline.states(partition)) {
            changes.add(new StateChange(partition, state.partitionEpoch() == 0 ? Optional.empty() : before, state));
            before = Optional.of(state);
        }
        return changes;
    }

    /** Whether another broker leads now. An epoch without a leader is no change to one. */
    boolean electsAnother() {
        return after.leader() != StateRule.NO_LEADER
                && before.map(state -> state.leader() != after.leader()).orElse(false);
    }

    /** Whether it made a broker leader that was not in the ISR. */
    boolean unclean() {
        return electsAnother()
                && before.map(state -> !state.isr().contains(after.leader())).orElse(false);
    }

    /** The replicas that came into the ISR. */
    List<Integer> added() {
        return before.map(state -> after.isr().stream()
                        .filter(id -> !state.isr().contains(id))
                        .toList())
                .orElse(List.of());
    }

    /** The replicas that went out of the ISR. */
    List<Integer> removed() {
        return before.map(state -> state.isr().stream()
                        .filter(id -> !after.isr().contains(id))
                        .toList())
                .orElse(List.of());
    }

    /** Both states, for a witness. */
    String describe() {
        return before.map(state -> text(state) + " -> ").orElse("created ")
                + text(after)
                + String.format(Locale.ROOT, " by session 0x%x at zxid 0x%x", after.session(), after.zxid());
    }

    private static String text(PartitionState state) {
        return String.format(
                Locale.ROOT,
                "[leader %d, leader epoch %d, controller epoch %d, ISR %s, partition epoch %d]",
                state.leader(),
                state.leaderEpoch(),
                state.controllerEpoch(),
                state.isr(),
                state.partitionEpoch());
    }
}
