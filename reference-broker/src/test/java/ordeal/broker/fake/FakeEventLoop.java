package ordeal.broker.fake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import ordeal.broker.port.EventLoop;

/** An event loop in virtual time, made by {@link VirtualTime#newLoop}. */
public final class FakeEventLoop implements EventLoop {
    private final VirtualTime time;
    private final String name;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private volatile boolean stopped;
    private boolean running;

    FakeEventLoop(VirtualTime time, String name) {
        this.time = time;
        this.name = name;
    }

    @Override
    public void execute(Runnable task) {
        if (!stopped) {
            tasks.add(task);
        }
    }

    @Override
    public Timer schedule(long delayMs, Runnable task) {
        if (delayMs < 0) {
            throw new IllegalArgumentException("a delay of " + delayMs + " ms");
        }
        FakeTimer timer = time.add(this, delayMs, task);
        return () -> time.remove(timer);
    }

    @Override
    public long nowNanos() {
        return time.nowNanos();
    }

    @Override
    public long epochMs() {
        return VirtualTime.EPOCH_MS + time.nowNanos() / 1_000_000;
    }

    /** Ends the loop, as a crash does: nothing that waits runs, nor anything handed over later. */
    public void stop() {
        stopped = true;
        tasks.clear();
    }

    /** Whether the caller is a task of this loop. */
    public boolean inLoop() {
        return running;
    }

    boolean hasTasks() {
        return !tasks.isEmpty();
    }

    void runOne() {
        running = true;
        try {
            tasks.remove().run();
        } finally {
            running = false;
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
