package ordeal.checker.scale;

import java.util.function.Consumer;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;

/** How many bytes of the heap are in use, right after the collector has run, at the moments at which a judgement holds most. */
public final class LiveHeap {
    private final long baselineBytes = settledBytes();
    private long peakBytes;
    private long measuringNanos;

    /** Takes a measurement. */
    void measure() {
        long startNanos = System.nanoTime();
        peakBytes = Math.max(peakBytes, usedBytes() - baselineBytes);
        measuringNanos += System.nanoTime() - startNanos;
    }

    /** How long measuring took so far. */
    long measuringNanos() {
        return measuringNanos;
    }

    /** The most that was measured, above what was in use at the beginning. */
    long peakBytes() {
        return peakBytes;
    }

    /** A history that takes a measurement at the end of each reading, when the reader has seen all of it. */
    HistorySource measuring(HistorySource history) {
        return new HistorySource() {
            @Override
            public void forEach(Consumer<? super HistoryEvent> action) {
                history.forEach(action);
                measure();
            }
        };
    }

    /** What a collection finds still waiting for a cleaner or a reference queue, a later one frees. */
    private static long settledBytes() {
        long bytes = usedBytes();
        for (long again = usedBytes(); again < bytes; again = usedBytes()) {
            bytes = again;
        }
        return bytes;
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
