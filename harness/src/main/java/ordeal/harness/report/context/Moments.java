package ordeal.harness.report.context;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import ordeal.checker.verdict.Anomaly;
import ordeal.harness.report.series.TimeRange;

/**
 * The stretches around an anomaly's witnesses, apart and in order.
 *
 * @param ranges the stretches
 */
record Moments(List<TimeRange> ranges) {
    private static final long AROUND_NANOS = 1_000_000_000L;

    Moments {
        ranges = List.copyOf(ranges);
    }

    /** One second before to one second after every witness that has a time, and after the anomaly itself. */
    static Moments of(Anomaly anomaly) {
        long[] moments = LongStream.concat(
                        LongStream.of(anomaly.atNanos()),
                        anomaly.witness().stream().mapToLong(Anomaly.Witness::nanos))
                .filter(nanos -> nanos >= 0)
                .sorted()
                .toArray();
        List<TimeRange> ranges = new ArrayList<>();
        for (long moment : moments) {
            long from = moment - AROUND_NANOS;
            long to = moment + AROUND_NANOS + 1;
            if (!ranges.isEmpty() && ranges.getLast().toNanos() >= from) {
                ranges.set(ranges.size() - 1, new TimeRange(ranges.getLast().fromNanos(), to));
            } else {
                ranges.add(new TimeRange(from, to));
            }
        }
        return new Moments(ranges);
    }

    boolean hold(long nanos) {
        return ranges.stream().anyMatch(range -> range.holds(nanos));
    }
}
