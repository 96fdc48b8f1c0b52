package ordeal.harness.cluster.docker.clock;

import java.util.Locale;

/** How fast a node's clock runs, by two readings of it. */
record ClockRate(ClockReading first, ClockReading second) {
    private static final double PERCENT = 100;

    /**
     * Whether the readings show this gain.
     *
     * @param percent how much faster than time the clock runs; slower when negative
     * @param stepMs how long the clock goes right between two steps
     */
    boolean proves(int percent, long stepMs) {
        double gainedMs = second.offsetMs() - first.offsetMs();
        double fromMs = (leastTrueMs() - stepMs) * percent / PERCENT;
        double toMs = (mostTrueMs() + stepMs) * percent / PERCENT;
        boolean possible = Math.min(fromMs, toMs) <= gainedMs && gainedMs <= Math.max(fromMs, toMs);
        return possible && gainedMs * percent > 0;
    }

    /** In words. */
    String words() {
        return String.format(
                Locale.ROOT,
                "a clock beside it gained %d ms in %d to %d ms",
                second.offsetMs() - first.offsetMs(),
                leastTrueMs(),
                mostTrueMs());
    }

    private long leastTrueMs() {
        return second.trueBeforeMs() - first.trueAfterMs();
    }

    private long mostTrueMs() {
        return second.trueAfterMs() - first.trueBeforeMs();
    }
}
