package ordeal.broker.port;

import ordeal.broker.port.EventLoop.Timer;
import org.jspecify.annotations.Nullable;

/** A task that schedules itself again after every run. */
final class PeriodicTask implements Timer {
    private final EventLoop loop;
    private final long periodMs;
    private final Runnable task;
    private @Nullable Timer next;
    private boolean cancelled;

    PeriodicTask(EventLoop loop, long periodMs, Runnable task) {
        if (periodMs < 1) {
            throw new IllegalArgumentException("a period of " + periodMs + " ms");
        }
        this.loop = loop;
        this.periodMs = periodMs;
        this.task = task;
    }

    Timer start() {
        next = loop.schedule(periodMs, this::run);
        return this;
    }

    private void run() {
        task.run();
        if (!cancelled) {
            start();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        if (next != null) {
            next.cancel();
        }
    }
}
