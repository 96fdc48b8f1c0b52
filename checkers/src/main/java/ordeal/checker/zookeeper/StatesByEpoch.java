package ordeal.checker.zookeeper;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.Partition;

/**
 * Partition states by their partition epoch, which is how a broker's word is ordered against ZooKeeper's log without clocks. A partition
 * that was created more than once has several states of one partition epoch, and none of them can be asked for.
 */
public final class StatesByEpoch {
    private final ClusterTimeline timeline;
    private final Map<Partition, Known> known = new HashMap<>();

    /** The states that a timeline holds. */
    public StatesByEpoch(ClusterTimeline timeline) {
        this.timeline = timeline;
    }

    private record Known(Map<Integer, PartitionState> states, int last, boolean once) {}

    /** The state of this partition epoch, where ZooKeeper had exactly one. */
    public Optional<PartitionState> at(Partition partition, int partitionEpoch) {
        Known states = known.computeIfAbsent(partition, this::find);
        return states.once() ? Optional.ofNullable(states.states().get(partitionEpoch)) : Optional.empty();
    }

    /** Whether a partition epoch stands for one state, and not for several of a partition that was created anew. */
    public boolean unambiguous(Partition partition) {
        return known.computeIfAbsent(partition, this::find).once();
    }

    /** The last partition epoch in ZooKeeper's log; -1 when it holds no state of the partition. */
    public int last(Partition partition) {
        return known.computeIfAbsent(partition, this::find).last();
    }

    private Known find(Partition partition) {
        List<PartitionState> all = timeline.states(partition);
        Map<Integer, PartitionState> states = new HashMap<>();
        all.forEach(state -> states.put(state.partitionEpoch(), state));
        return new Known(states, all.isEmpty() ? -1 : all.getLast().partitionEpoch(), states.size() == all.size());
    }
}
