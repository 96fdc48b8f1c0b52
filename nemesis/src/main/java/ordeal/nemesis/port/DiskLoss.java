package ordeal.nemesis.port;

import java.util.List;

/**
 * What was taken from a broker's disk.
 *
 * @param receipt proof
 * @param partitions what each partition lost; one that lost nothing is listed with 0 bytes
 */
public record DiskLoss(Receipt receipt, List<PartitionLoss> partitions) {
    public DiskLoss {
        partitions = List.copyOf(partitions);
    }

    /**
     * What one replica lost.
     *
     * @param partition the partition's name, such as {@code topic-0}
     * @param firstOffset the first offset that is gone; the log now ends there
     * @param lostBytes how many bytes are gone
     */
    public record PartitionLoss(String partition, long firstOffset, long lostBytes) {}
}
