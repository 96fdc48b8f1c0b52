package ordeal.broker.port;

/**
 * The one thread that owns a broker's state machines, seen from inside: tasks, timers and time. Tasks run one after the other, in
 * the order in which they were handed over; a task never interrupts another.
 */
public interface EventLoop {
    /** Runs a task after everything handed over before. May be called from any thread; all other methods only on the loop. */
    void execute(Runnable task);

    /**
     * Runs a task after a delay.
     *
     * @param delayMs at least 0
     * @return the timer, to cancel it
     */
    Timer schedule(long delayMs, Runnable task);

    /** A clock that never goes back, for durations only. */
    long nowNanos();

    /** The wall clock, in milliseconds since 1970, for what is written down: timestamps in znodes and records. */
    long epochMs();

    /** A task that waits for its time. */
    interface Timer {
        /** The task will not run, unless it has run already. */
        void cancel();
    }

    /**
     * Runs a task again and again, the first time after one period. A period begins when the task before has ended.
     *
     * @param periodMs at least 1
     * @return the timer, to end it
     */
    default Timer every(long periodMs, Runnable task) {
        return new PeriodicTask(this, periodMs, task).start();
    }
}
