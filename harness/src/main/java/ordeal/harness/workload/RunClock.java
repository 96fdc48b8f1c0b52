package ordeal.harness.workload;

/** The run's one clock: monotonic, in nanoseconds since the run's start. */
public final class RunClock {
    private final long originNanos = System.nanoTime();
    private final long startedEpochMs = System.currentTimeMillis();

    /** Nanoseconds since the start of the run. */
    public long nowNanos() {
        return System.nanoTime() - originNanos;
    }

    /** Wall clock at nanosecond 0. */
    public long startedEpochMs() {
        return startedEpochMs;
    }
}
