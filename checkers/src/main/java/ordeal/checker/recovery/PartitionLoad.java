package ordeal.checker.recovery;

import java.util.ArrayList;
import java.util.Arrays;
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

    private final IntendedSends sends;
    private final double baselinePerNano;
    private final long baselineP99Nanos;

    /**
     * The load of one partition.
     *
     * @param baselineFromNanos where the stretch begins that is taken for normal; -1 when there is none
     * @param baselineToNanos where it ends
     */
    PartitionLoad(IntendedSends sends, long baselineFromNanos, long baselineToNanos) {
        this.sends = sends;
        Span baseline = span(baselineFromNanos, baselineToNanos);
        this.baselinePerNano = baselineToNanos > baselineFromNanos && baselineFromNanos >= 0
                ? baseline.served() / (double) (baselineToNanos - baselineFromNanos)
                : 0;
        this.baselineP99Nanos = baseline.p99Nanos();
    }

    /** The intended time of the first unserved send intended in this stretch; -1 when there is none. */
    long firstUnserved(long fromNanos, long toNanos) {
        for (long i = sends.firstAt(fromNanos); i < sends.size() && sends.intendedNanos(i) < toNanos; i++) {
            if (!sends.get(i).served()) {
                return sends.intendedNanos(i);
            }
        }
        return -1;
    }

    /** When the first send intended at or after this moment to be acknowledged was; -1 when none was. */
    long firstAcknowledgement(long fromNanos) {
        long first = Long.MAX_VALUE;
        for (long i = sends.firstAt(fromNanos); i < sends.size() && sends.intendedNanos(i) < first; i++) {
            first = Math.min(first, sends.get(i).acknowledgedNanos());
        }
        return first == Long.MAX_VALUE ? -1 : first;
    }

    /** The unavailability windows that begin in this stretch. */
    List<Unavailability> windows(long fromNanos, long toNanos) {
        List<Unavailability> windows = new ArrayList<>();
        long i = firstAfterOpenWindow(fromNanos);
        while (i < sends.size() && sends.intendedNanos(i) < toNanos) {
            long start = i;
            while (i < sends.size() && !sends.get(i).served()) {
                i++;
            }
            if (i - start >= WINDOW_SENDS) {
                windows.add(new Unavailability(
                        sends.intendedNanos(start), i == sends.size() ? Long.MAX_VALUE : sends.intendedNanos(i)));
            }
            i++;
        }
        return windows;
    }

    /** The first send intended at or after this moment at which no window that began before it is open. */
    private long firstAfterOpenWindow(long nanos) {
        long i = sends.firstAt(nanos);
        if (i > 0 && !sends.get(i - 1).served()) {
            while (i < sends.size() && !sends.get(i).served()) {
                i++;
            }
        }
        return i;
    }

    /** The start of the first normal span at or after this moment; -1 when there is none, or nothing to compare with. */
    long firstNormalSpan(long fromNanos) {
        if (baselinePerNano == 0 || sends.size() == 0) {
            return -1;
        }
        long lastNanos = sends.intendedNanos(sends.size() - 1);
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
        long first = sends.firstAt(fromNanos);
        long end = sends.firstAt(toNanos);
        int served = 0;
        long[] latencies = new long[Math.toIntExact(Math.max(0, end - first))];
        for (long i = first; i < end; i++) {
            IntendedSends.Send send = sends.get(i);
            latencies[(int) (i - first)] = send.latencyNanos();
            served += send.served() ? 1 : 0;
        }
        Arrays.sort(latencies);
        return new Span(served, latencies.length == 0 ? 0 : latencies[(int) ((latencies.length - 1) * 0.99)]);
    }
}
