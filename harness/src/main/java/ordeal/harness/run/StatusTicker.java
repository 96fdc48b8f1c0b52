package ordeal.harness.run;

import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Tells the listener how the run stands, on a thread of its own. */
final class StatusTicker implements AutoCloseable {
    private static final long INTERVAL_MS = 200;

    private final Thread thread;
    private volatile boolean closed;

    StatusTicker(Supplier<RunStatus> status, RunListener listener) {
        this.thread = Thread.ofVirtual().name("status").start(() -> tick(status, listener));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }

    private void tick(Supplier<RunStatus> status, RunListener listener) {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(INTERVAL_MS);
                listener.status(status.get());
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }
}
