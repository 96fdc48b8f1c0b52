package ordeal.checker.run;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One line of {@code faults.jsonl}: a fault at one moment of its life. A fault is written again whenever its status changes,
 * and its last line counts.
 *
 * @param id the fault's number in the plan, from 1
 * @param kind the kind, such as {@code kill} or {@code partition}
 * @param description the fault in words, with its targets resolved
 * @param status how far it has come
 * @param targets names of the nodes it hit, such as {@code broker-2}; empty until resolved
 * @param plannedNanos when the plan wanted it
 * @param injectedNanos when it had taken hold; -1 until then
 * @param healedNanos when it was undone; -1 until then
 * @param receipts proofs, taken from outside the target, that it took hold
 * @param dataLosses what it took from a broker's disk
 * @param heldLinks the links that it keeps bytes back on; none in files written before they were recorded
 * @param reason why it was skipped or failed; null otherwise
 */
public record FaultRecord(
        int id,
        String kind,
        String description,
        Status status,
        List<String> targets,
        long plannedNanos,
        long injectedNanos,
        long healedNanos,
        List<String> receipts,
        List<DataLoss> dataLosses,
        List<HeldLink> heldLinks,
        @Nullable String reason) {

    public FaultRecord {
        targets = List.copyOf(targets);
        receipts = List.copyOf(receipts);
        dataLosses = List.copyOf(dataLosses);
        heldLinks = List.copyOf(Objects.requireNonNullElse(heldLinks, List.of()));
    }

    /** A fault that holds no links. */
    public FaultRecord(
            int id,
            String kind,
            String description,
            Status status,
            List<String> targets,
            long plannedNanos,
            long injectedNanos,
            long healedNanos,
            List<String> receipts,
            List<DataLoss> dataLosses,
            @Nullable String reason) {
        this(
                id,
                kind,
                description,
                status,
                targets,
                plannedNanos,
                injectedNanos,
                healedNanos,
                receipts,
                dataLosses,
                List.of(),
                reason);
    }

    /** Kinds of faults that take data from a disk whether it was synced or not. */
    private static final Set<String> BEYOND_SYNC = Set.of("wipe-disk", "wipe-disks", "bit-rot");

    /** Kinds of faults that end the processes of the brokers that they hit, or take every write from them. */
    private static final Set<String> KILLING = Set.of(
            "kill",
            "restart",
            "rolling-restart",
            "wipe-disk",
            "wipe-disks",
            "unsynced-tail-lost",
            "recreate",
            "disk-error",
            "bit-rot");

    /** The kind that damages single batches where they lie. */
    private static final String BIT_ROT = "bit-rot";

    /** Whether what it took from a disk may have been synced. */
    public boolean takesSyncedData() {
        return BEYOND_SYNC.contains(kind);
    }

    /** Whether the brokers that it hit could take nothing while it held: they were dead, or about to be. */
    public boolean killsBrokers() {
        return KILLING.contains(kind);
    }

    /** Whether it damaged a batch and left it in its place. */
    public boolean damagesInPlace() {
        return kind.equals(BIT_ROT);
    }

    /** How far a fault has come. */
    public enum Status {
        /** It holds now. */
        INJECTED,
        /** It held and was undone. */
        HEALED,
        /** It was never injected, and counts for nothing. */
        SKIPPED,
        /** It was attempted and something broke, or no proof was had that it took hold. */
        FAILED
    }

    /**
     * Data that a fault took from a broker's disk, as its receipt says.
     *
     * @param broker the broker's id
     * @param topic the partition's topic
     * @param partition the partition's index
     * @param firstOffset the first offset that is gone; the log now ends there
     * @param lostBytes how many bytes are gone; 0 when everything had been synced
     * @param nanos when it was taken
     */
    public record DataLoss(int broker, String topic, int partition, long firstOffset, long lostBytes, long nanos) {}

    /**
     * One byte direction of what one node dials to another, on which a fault keeps bytes back.
     *
     * @param dialler the node that dials, such as {@code broker-2}, or {@code clients}; its fetches go this way
     * @param server the node that is dialled
     * @param direction {@code request} for what the dialler sends, {@code answer} for what it is sent
     */
    public record HeldLink(String dialler, String server, String direction) {}
}
