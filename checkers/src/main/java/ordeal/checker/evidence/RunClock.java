package ordeal.checker.evidence;

import ordeal.checker.run.RunDescription;

/**
 * Places wall clocks, as ZooKeeper's transactions and brokers' logs carry them, on the run's monotonic clock.
 *
 * <p>All nodes of a run read the wall clock of one machine, and {@link RunDescription#startedEpochMs()} ties it to the run's
 * nanosecond 0. What remains is rounding to milliseconds, the way from a clock's reading to a log, and slewing of the wall
 * clock: whoever compares across clocks allows {@link #SLACK_NANOS}. Where order matters more exactly than that, zxids, epochs
 * and offsets decide, not clocks.
 *
 * @param startedEpochMs wall clock at nanosecond 0
 */
public record RunClock(long startedEpochMs) {
    /** How far the two clocks may seem apart. */
    public static final long SLACK_NANOS = 200_000_000L;

    private static final long NANOS_PER_MS = 1_000_000L;

    /** A moment of the run in words: seconds with three digits, cut off. */
    public static String seconds(long nanos) {
        long ms = nanos / NANOS_PER_MS;
        return ms / 1000 + "." + String.valueOf(1000 + ms % 1000).substring(1) + " s";
    }

    /** The clock of a run. */
    public static RunClock of(RunDescription run) {
        return new RunClock(run.startedEpochMs());
    }

    /** The run's nanosecond at this wall clock; {@link Long#MAX_VALUE} stands for never and stays so. */
    public long nanosAt(long epochMs) {
        return epochMs == Long.MAX_VALUE ? Long.MAX_VALUE : (epochMs - startedEpochMs) * NANOS_PER_MS;
    }

    /** The wall clock at a nanosecond of the run. */
    public long epochMsAt(long nanos) {
        return startedEpochMs + nanos / NANOS_PER_MS;
    }
}
