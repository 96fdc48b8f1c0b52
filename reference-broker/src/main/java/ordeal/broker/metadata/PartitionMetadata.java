package ordeal.broker.metadata;

import java.util.List;

/**
 * A partition as the controller last told of it.
 *
 * @param leader -1 when it has none
 * @param partitionEpoch the data version of its state znode
 * @param replicas in the order of the assignment
 * @param offlineReplicas those whose broker is not alive
 */
public record PartitionMetadata(
        int partition,
        int controllerEpoch,
        int leader,
        int leaderEpoch,
        int partitionEpoch,
        List<Integer> isr,
        List<Integer> replicas,
        List<Integer> offlineReplicas) {
    public PartitionMetadata {
        isr = List.copyOf(isr);
        replicas = List.copyOf(replicas);
        offlineReplicas = List.copyOf(offlineReplicas);
    }
}
