package ordeal.checker.recovery;

import java.util.List;

/**
 * What a fault cost.
 *
 * @param faultId the fault
 * @param kind its kind
 * @param description the fault in words
 * @param injectedNanos its edge
 * @param healedNanos when it was undone; -1 when it never was
 * @param partitions its cost for each partition, by the run's number
 */
public record FaultCost(
        int faultId,
        String kind,
        String description,
        long injectedNanos,
        long healedNanos,
        List<PartitionCost> partitions) {
    public FaultCost {
        partitions = List.copyOf(partitions);
    }
}
