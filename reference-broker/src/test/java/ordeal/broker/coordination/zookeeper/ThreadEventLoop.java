package ordeal.broker.coordination.zookeeper;

import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import ordeal.broker.port.EventLoop;

/** An event loop on a thread of its own. */
final class ThreadEventLoop implements EventLoop, AutoCloseable {
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            task -> Thread.ofPlatform().name("test-loop").daemon().unstarted(task));

    @Override
    public void execute(Runnable task) {
        executor.execute(task);
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        Future<?> scheduled = executor.schedule(task, delayMs, TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public long nowNanos() {
        return System.nanoTime();
    }

    @Override
    public long epochMs() {
        return System.currentTimeMillis();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
