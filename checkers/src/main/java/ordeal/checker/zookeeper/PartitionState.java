package ordeal.checker.zookeeper;

import java.util.List;

/**
 * One version of a partition's {@code state} znode, as a transaction wrote it.
 *
 * @param zxid the transaction
 * @param epochMs the wall clock in its header
 * @param session the session that wrote it
 * @param leader the leader's broker id; -1 for none
 * @param leaderEpoch the leader epoch
 * @param controllerEpoch the epoch of the controller that made the last leadership decision
 * @param isr the in-sync replicas, as listed
 * @param partitionEpoch the znode's data version, which the rules call partition epoch
 */
public record PartitionState(
        long zxid,
        long epochMs,
        long session,
        int leader,
        int leaderEpoch,
        int controllerEpoch,
        List<Integer> isr,
        int partitionEpoch) {
    public PartitionState {
        isr = List.copyOf(isr);
    }
}
