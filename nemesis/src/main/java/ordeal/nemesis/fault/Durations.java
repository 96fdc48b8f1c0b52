package ordeal.nemesis.fault;

/** The rule for how long a fault may last. */
final class Durations {
    private static final long LONGEST_MS = 600_000;

    private Durations() {}

    /** Refuses a duration that is not positive, or is longer than ten minutes. */
    static void check(long durationMs) {
        if (durationMs < 1 || durationMs > LONGEST_MS) {
            throw new IllegalArgumentException("a fault lasts 1 to %d ms, not %d".formatted(LONGEST_MS, durationMs));
        }
    }
}
