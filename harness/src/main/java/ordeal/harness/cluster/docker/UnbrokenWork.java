package ordeal.harness.cluster.docker;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A block of code that makes things in the engine and removes them again. When the process is told to end (Ctrl-C, SIGTERM) in the middle, it
 * lives until the block has ended.
 */
final class UnbrokenWork implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::await, "ordeal-unbroken-work");

    private UnbrokenWork() {}

    /** The block begins. */
    static UnbrokenWork begin() {
        UnbrokenWork work = new UnbrokenWork();
        Runtime.getRuntime().addShutdownHook(work.hook);
        return work;
    }

    private void await() {
        try {
            boolean _ = done.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException _) {
            // The process is ending, and does not wait any longer.
        }
    }
}
