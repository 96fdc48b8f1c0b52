package ordeal.checker.replica;

import java.util.List;

/**
 * A broker became leader of a partition, as its own state-change log says.
 *
 * @param broker the broker's id
 * @param partition the run's number of the partition
 * @param epochMs wall clock of the line
 * @param leaderEpoch the epoch it leads
 * @param startOffset where the epoch starts in its log
 * @param partitionEpoch the partition epoch it knew
 * @param highWatermark its high watermark then
 * @param isr the ISR it was told
 * @param line the line itself
 */
public record RoleChange(
        int broker,
        int partition,
        long epochMs,
        int leaderEpoch,
        long startOffset,
        int partitionEpoch,
        long highWatermark,
        List<Integer> isr,
        String line) {
    public RoleChange {
        isr = List.copyOf(isr);
    }
}
