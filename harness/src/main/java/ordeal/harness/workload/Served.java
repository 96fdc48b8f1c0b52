package ordeal.harness.workload;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the clients have been served with until one moment, partition by partition in the run's numbers.
 *
 * @param acknowledged sends to each partition that were acknowledged
 * @param polled records of each partition that live consumers were given
 */
public record Served(List<Long> acknowledged, List<Long> polled) {
    public Served {
        acknowledged = List.copyOf(acknowledged);
        polled = List.copyOf(polled);
    }

    /** Nothing yet, of so many partitions. */
    public static Served nothing(int partitions) {
        List<Long> zeros = Collections.nCopies(partitions, 0L);
        return new Served(zeros, zeros);
    }

    /** Whether every partition has been written to and read from since an earlier moment. */
    public boolean everywhereSince(Served earlier) {
        return allGreater(acknowledged, earlier.acknowledged) && allGreater(polled, earlier.polled);
    }

    private static boolean allGreater(List<Long> now, List<Long> before) {
        return IntStream.range(0, now.size()).allMatch(i -> now.get(i) > before.get(i));
    }
}
