package ordeal.broker.fake;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ordeal.broker.port.EventLoop;

/** An event loop that the test turns by hand, with a clock that only the test moves; other threads may hand tasks over. */
public final class SteppedEventLoop implements EventLoop {
    private static final long START_MS = 1_700_000_000_000L;
    private static final long PATIENCE_SECONDS = 20;

    private final LinkedBlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final PriorityQueue<Scheduled> timers =
            new PriorityQueue<>(Comparator.comparingLong(Scheduled::dueMs).thenComparingLong(Scheduled::order));
    private long elapsedMs;
    private long scheduledCount;

    private static final class Scheduled implements Timer {
        private final long dueMs;
        private final long order;
        private final Runnable task;
        private boolean cancelled;

        Scheduled(long dueMs, long order, Runnable task) {
            this.dueMs = dueMs;
            this.order = order;
            this.task = task;
        }

        long dueMs() {
            return dueMs;
        }

        long order() {
            return order;
        }

        @Override
        public void cancel() {
            cancelled = true;
        }
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        Scheduled scheduled = new Scheduled(elapsedMs + delayMs, scheduledCount++, task);
        timers.add(scheduled);
        return scheduled;
    }

    @Override
    public long nowNanos() {
        return TimeUnit.MILLISECONDS.toNanos(elapsedMs);
    }

    @Override
    public long epochMs() {
        return START_MS + elapsedMs;
    }

    /** Runs all tasks that are waiting, and those that they hand over. */
    public void runAll() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    /** Lets time pass, and runs what becomes due. */
    public void advance(long delayMs) {
        long end = elapsedMs + delayMs;
        runAll();
        while (!timers.isEmpty() && timers.element().dueMs() <= end) {
            Scheduled next = timers.remove();
            elapsedMs = Math.max(elapsedMs, next.dueMs());
            if (!next.cancelled) {
                next.task.run();
            }
            runAll();
        }
        elapsedMs = end;
    }

    /** Runs tasks that other threads hand over, and timers that are due, until something holds. */
    public void runUntil(BooleanSupplier condition) {
        advance(0);
        while (!condition.getAsBoolean()) {
            try {
                Runnable task = tasks.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (task == null) {
                    throw new AssertionError("nothing came within " + PATIENCE_SECONDS + " s");
                }
                task.run();
                advance(0);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
