package ordeal.nemesis.port;

import java.util.function.BooleanSupplier;

/** Time as the nemesis sees it. */
public interface NemesisClock {
    /** The run's monotonic clock, the one that stamps its history, in nanoseconds. */
    long nowNanos();

    /**
     * Waits until the condition holds or the time has come, asking the condition again every few tens of milliseconds.
     *
     * @param deadlineNanos when to give up, on the clock of {@link #nowNanos}
     * @return whether the condition held
     */
    boolean await(BooleanSupplier condition, long deadlineNanos) throws InterruptedException;
}
