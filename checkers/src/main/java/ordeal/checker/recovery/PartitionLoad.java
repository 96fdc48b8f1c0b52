package ordeal.checker.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The sends that the schedule intended for one partition, in intended order, and how they fared. */
final class PartitionLoad {
    /** A send is served when it is acknowledged within this time of its intended moment. */
    static final long SERVED_WITHIN_NANOS = 1_000_000_000L;
    /** How many unserved sends in a row make a window. */
    static final int WINDOW_SENDS = 3;
    /** The length of the span that must be normal. */
    static final long SPAN_NANOS = 5_000_000_000L;

    private static final long STEP_NANOS = 500_000_000L;
    private static final double GOODPUT_SHARE = 0.95;
    private static final double LATENCY_FACTOR = 2;

    private final List<Send> sends;
    private final double baselinePerNano;
    private final long baselineP99Nanos;

    /**
     * One send.
     *
     * @param intendedNanos when the schedule wanted it
     * @param acknowledgedNanos when it was acknowledged; {@link Long#MAX_VALUE} when it never was
     */
    record Send(long intendedNanos, long acknowledgedNanos) {
        boolean served() {
            return acknowledgedNanos != Long.MAX_VALUE && latencyNanos() <= SERVED_WITHIN_NANOS;
        }

        long latencyNanos() {
            return acknowledgedNanos - intendedNanos;
        }
    }

    /**
     * The load of one partition.
     *
     * @param baselineFromNanos where the stretch begins that is taken for normal; -1 when there is none
     * @param baselineToNanos where it ends
     */
    PartitionLoad(List<Send> unordered, long baselineFromNanos, long baselineToNanos) {
        this.sends = new ArrayList<>(unordered);
        sends.sort(Comparator.comparingLong(Send::intendedNanos));
        Span baseline = span(baselineFromNanos, baselineToNanos);
        this.baselinePerNano = baselineToNanos > baselineFromNanos && baselineFromNanos >= 0
                ? baseline.served() / (double) (baselineToNanos - baselineFromNanos)
                : 0;
        this.baselineP99Nanos = baseline.p99Nanos();
    }

    /** The intended time of the first unserved send intended in this stretch; -1 when there is none. */
    long firstUnserved(long fromNanos, long toNanos) {
        for (int i = firstAt(fromNanos); i < sends.size() && sends.get(i).intendedNanos() < toNanos; i++) {
            if (!sends.get(i).served()) {
                return sends.get(i).intendedNanos();
            }
        }
        return -1;
    }

    /** When the first send intended at or after this moment to be acknowledged was; -1 when none was. */
    long firstAcknowledgement(long fromNanos) {
        long first = Long.MAX_VALUE;
        for (int i = firstAt(fromNanos); i < sends.size() && sends.get(i).intendedNanos() < first; i++) {
            first = Math.min(first, sends.get(i).acknowledgedNanos());
        }
        return first == Long.MAX_VALUE ? -1 : first;
    }

    /** The unavailability windows that begin in this stretch. */
    List<Unavailability> windows(long fromNanos, long toNanos) {
        List<Unavailability> windows = new ArrayList<>();
        int unserved = 0;
        for (int i = 0; i <= sends.size(); i++) {
            boolean end = i == sends.size();
            if (!end && !sends.get(i).served()) {
                unserved++;
                continue;
            }
            if (unserved >= WINDOW_SENDS) {
                long start = sends.get(i - unserved).intendedNanos();
                if (start >= fromNanos && start < toNanos) {
                    windows.add(new Unavailability(
                            start, end ? Long.MAX_VALUE : sends.get(i).intendedNanos()));
                }
            }
            unserved = 0;
        }
        return windows;
    }

    /** The start of the first normal span at or after this moment; -1 when there is none, or nothing to compare with. */
    long firstNormalSpan(long fromNanos) {
        if (baselinePerNano == 0 || sends.isEmpty()) {
            return -1;
        }
        long lastNanos = sends.getLast().intendedNanos();
        for (long start = fromNanos; start + SPAN_NANOS <= lastNanos; start += STEP_NANOS) {
            Span span = span(start, start + SPAN_NANOS);
            if (span.served() >= GOODPUT_SHARE * baselinePerNano * SPAN_NANOS
                    && span.p99Nanos() <= LATENCY_FACTOR * baselineP99Nanos) {
                return start;
            }
        }
        return -1;
    }

    private record Span(int served, long p99Nanos) {}

    private Span span(long fromNanos, long toNanos) {
        int first = firstAt(fromNanos);
        int end = firstAt(toNanos);
        int served = 0;
        long[] latencies = new long[Math.max(0, end - first)];
        for (int i = first; i < end; i++) {
            latencies[i - first] = sends.get(i).latencyNanos();
            served += sends.get(i).served() ? 1 : 0;
        }
        Arrays.sort(latencies);
        return new Span(served, latencies.length == 0 ? 0 : latencies[(int) ((latencies.length - 1) * 0.99)]);
    }

    /** The index of the first send intended at or after this moment. */
    private int firstAt(long nanos) {
        int low = 0;
        int high = sends.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sends.get(middle).intendedNanos() < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
