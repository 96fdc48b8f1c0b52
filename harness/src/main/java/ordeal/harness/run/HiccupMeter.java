package ordeal.harness.run;

import java.util.concurrent.TimeUnit;
import ordeal.checker.history.HistoryEvent.HarnessStalled;
import ordeal.checker.history.HistoryWriter;
import ordeal.harness.workload.RunClock;

/**
 * Watches the harness itself: a thread that should wake every 10 ms and notes when it woke much later, because then the harness
 * measured its own pause and not the cluster's. It also sees to it that the history reaches the operating system.
 */
final class HiccupMeter implements AutoCloseable {
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long STALL_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final RunClock clock;
    private final HistoryWriter history;
    private final Thread thread;
    private volatile boolean closed;

    HiccupMeter(RunClock clock, HistoryWriter history) {
        this.clock = clock;
        this.history = history;
        this.thread = Thread.ofPlatform().name("ordeal-hiccup-meter").daemon().start(this::watch);
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        try {
            long wokenNanos = clock.nowNanos();
            while (!closed) {
                TimeUnit.NANOSECONDS.sleep(TICK_NANOS);
                long nowNanos = clock.nowNanos();
                long lateNanos = nowNanos - wokenNanos - TICK_NANOS; // What the history kept it waiting is part of it.
                if (lateNanos > STALL_NANOS) {
                    history.append(new HarnessStalled(nowNanos, lateNanos));
                }
                history.flushIfDue(nowNanos);
                wokenNanos = nowNanos;
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }
}
