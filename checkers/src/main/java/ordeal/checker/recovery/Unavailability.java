package ordeal.checker.recovery;

/**
 * A stretch of the schedule in which no send was served.
 *
 * @param fromNanos when the first unserved send was intended
 * @param toNanos when the next served one was intended; {@link Long#MAX_VALUE} when none was any more
 */
public record Unavailability(long fromNanos, long toNanos) {
    /** Whether it lasted to the end of the run: infinite, and never to be counted as short. */
    public boolean isOpen() {
        return toNanos == Long.MAX_VALUE;
    }
}
