package ordeal.broker.coordination;

import java.util.List;

/**
 * The content of a partition's {@code state} znode, with the znode's version. Section "ZooKeeper layout" of Kafka's documentation
 * of the ZooKeeper era; field names as in its JSON.
 *
 * @param leader the leader's id; {@link #NO_LEADER} for none
 * @param leaderEpoch the number of the leader's term
 * @param isr the in-sync replicas, in the order of the assignment when the controller wrote them
 * @param controllerEpoch epoch of the controller that made the last decision about the leadership
 * @param recovering whether the leader was elected uncleanly and has not yet said that it has recovered
 * @param partitionEpoch the znode's data version
 */
public record PartitionState(
        int leader, int leaderEpoch, List<Integer> isr, int controllerEpoch, boolean recovering, int partitionEpoch) {
    /** Stands in {@link #leader} for: nobody. */
    public static final int NO_LEADER = -1;

    public PartitionState {
        isr = List.copyOf(isr);
    }

    /** The same with another version, as it is after it was written. */
    public PartitionState withPartitionEpoch(int version) {
        return new PartitionState(leader, leaderEpoch, isr, controllerEpoch, recovering, version);
    }
}
