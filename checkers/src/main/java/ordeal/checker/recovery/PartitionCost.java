package ordeal.checker.recovery;

import java.util.List;
import ordeal.checker.Partition;

/**
 * What a fault cost one partition. Every time is -1 when it never came.
 *
 * @param partition the partition
 * @param firstErrorNanos from the fault's edge to the intended time of the first send that was not served
 * @param firstSuccessNanos from the heal to the first acknowledgement of a send intended after it
 * @param recoveryNanos from the heal to the start of the first stretch with normal goodput and latency, see {@link FaultCosts}
 * @param windows the unavailability windows that began under this fault
 */
public record PartitionCost(
        Partition partition,
        long firstErrorNanos,
        long firstSuccessNanos,
        long recoveryNanos,
        List<Unavailability> windows) {
    public PartitionCost {
        windows = List.copyOf(windows);
    }

    /** The longest window that ended. */
    public long longestClosedNanos() {
        return windows.stream()
                .filter(window -> !window.isOpen())
                .mapToLong(window -> window.toNanos() - window.fromNanos())
                .max()
                .orElse(0);
    }

    /** All windows that ended, together. */
    public long closedUnavailableNanos() {
        return windows.stream()
                .filter(window -> !window.isOpen())
                .mapToLong(window -> window.toNanos() - window.fromNanos())
                .sum();
    }
}
