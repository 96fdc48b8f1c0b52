package ordeal.checker.verdict;

import java.util.Comparator;
import java.util.List;
import ordeal.checker.Partition;
import org.jspecify.annotations.Nullable;

/**
 * One broken rule, with the little that proves it.
 *
 * @param type the anomaly's word, such as {@code lost-write}
 * @param partition where it happened; null when it concerns no single partition
 * @param summary one sentence a person understands
 * @param witness what proves it, few and in the order of time: operations, ZooKeeper transactions, log lines, disk contents
 * @param permittedCause the cause in evidence by which the settings permit it; null when nothing permits it
 * @param atNanos about when it happened, on the run's clock; -1 when unknown
 */
public record Anomaly(
        String type,
        @Nullable Partition partition,
        String summary,
        List<Witness> witness,
        @Nullable String permittedCause,
        long atNanos) {
    public Anomaly {
        witness = Witness.byTime(witness);
    }

    /**
     * One piece of proof.
     *
     * @param source where it is from: {@code history}, {@code zookeeper}, {@code disk}, {@code log}, {@code journal}, {@code fault}
     * @param nanos when, on the run's clock; -1 when it has no time
     * @param text what it says
     */
    public record Witness(String source, long nanos, String text) {
        /** These in the order of time; what has no time, such as what lies on a disk at the end, comes last. */
        public static List<Witness> byTime(List<Witness> witnesses) {
            return witnesses.stream()
                    .sorted(Comparator.comparingLong(witness -> witness.nanos() < 0 ? Long.MAX_VALUE : witness.nanos()))
                    .toList();
        }
    }
}
