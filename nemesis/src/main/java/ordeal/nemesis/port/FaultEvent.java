package ordeal.nemesis.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fault when its status changed. Times are those of {@link NemesisClock}.
 *
 * @param id the number of the fault's step in the plan, from 1
 * @param kind the kind, such as {@code kill}
 * @param description the fault in words, with its targets resolved
 * @param status how far it has come
 * @param targets names of the nodes it hits; empty until resolved
 * @param plannedNanos when the plan wanted it: its time, or the moment its trigger fired
 * @param injectedNanos when it had taken hold; -1 until then
 * @param healedNanos when it was undone; -1 until then
 * @param receipts proofs that it took hold
 * @param dataLosses what it took from disks
 * @param heldLinks the links that it keeps bytes back on
 * @param reason why it was skipped or failed; null otherwise
 */
public record FaultEvent(
        int id,
        String kind,
        String description,
        FaultStatus status,
        List<String> targets,
        long plannedNanos,
        long injectedNanos,
        long healedNanos,
        List<Receipt> receipts,
        List<DataLoss> dataLosses,
        List<Link> heldLinks,
        @Nullable String reason) {

    public FaultEvent {
        targets = List.copyOf(targets);
        receipts = List.copyOf(receipts);
        dataLosses = List.copyOf(dataLosses);
        heldLinks = List.copyOf(heldLinks);
    }

    /**
     * What a fault took from one replica.
     *
     * @param broker the broker's id
     * @param partition the partition's name, such as {@code topic-0}
     * @param firstOffset the first offset that is gone
     * @param lostBytes how many bytes are gone; 0 when everything had been synced
     * @param nanos when it was taken
     */
    public record DataLoss(int broker, String partition, long firstOffset, long lostBytes, long nanos) {}
}
