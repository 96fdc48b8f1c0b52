package ordeal.harness.run;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The topics of a run, all alike.
 *
 * @param count how many
 * @param partitions partitions of each
 * @param replicationFactor replicas of each partition
 * @param minInsyncReplicas how many in-sync replicas a write under {@code acks=all} needs
 * @param segmentBytes when a segment is rolled
 */
public record TopicSettings(
        int count, int partitions, int replicationFactor, int minInsyncReplicas, long segmentBytes) {
    /** The topics' names. */
    public List<String> names() {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "ordeal-" + number)
                .toList();
    }
}
