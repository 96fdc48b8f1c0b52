package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;

/**
 * One virtual clock and one seeded scheduler for any number of event loops. At each step one loop that has something to do runs one
 * task; which loop is drawn from the seed, the order within a loop is kept. Time moves only when no loop has anything to do.
 */
public final class VirtualTime {
    /** 2026-01-01T00:00:00Z: where the wall clock of a virtual world begins. */
    public static final long EPOCH_MS = 1_767_225_600_000L;

    private static final long PATIENCE_MS = 3_600_000;
    private static final int TASKS_IN_ONE_MOMENT = 1_000_000;

    private final Random random;
    private final List<FakeEventLoop> loops = new ArrayList<>();
    private final List<FakeEventLoop> ready = new ArrayList<>();
    private final PriorityQueue<FakeTimer> timers = new PriorityQueue<>();
    private long nowNanos;
    private long timerCount;

    /** A clock at 0, with the scheduler's seed. */
    public VirtualTime(long seed) {
        this.random = new Random(seed);
    }

    /** Another loop of this world. */
    public FakeEventLoop newLoop(String name) {
        FakeEventLoop loop = new FakeEventLoop(this, name);
        loops.add(loop);
        return loop;
    }

    /** The time now. */
    public long nowNanos() {
        return nowNanos;
    }

    /** Runs what can run now, without letting time pass. */
    public void runReady() {
        for (int count = 0; runOne(); count++) {
            if (count > TASKS_IN_ONE_MOMENT) {
                throw new IllegalStateException("tasks without end in one moment of virtual time");
            }
        }
    }

    /** Lets time pass, with everything that happens meanwhile. */
    public void advanceMs(long durationMs) {
        long endNanos = nowNanos + durationMs * 1_000_000;
        runReady();
        while (!timers.isEmpty() && timers.element().dueNanos() <= endNanos) {
            moveToNextTimer();
            runReady();
        }
        nowNanos = endNanos;
    }

    /** Lets things happen until a condition holds; says whether it did within the time. */
    public boolean runUntil(BooleanSupplier condition, long atMostMs) {
        long endNanos = nowNanos + atMostMs * 1_000_000;
        while (!condition.getAsBoolean()) {
            if (!runOne()) {
                if (timers.isEmpty() || timers.element().dueNanos() > endNanos) {
                    return false;
                }
                moveToNextTimer();
            }
        }
        return true;
    }

    /** Lets things happen until something is there, and gives it back; fails when an hour was not enough. */
    public <T> T await(CompletableFuture<T> awaited) {
        if (!runUntil(awaited::isDone, PATIENCE_MS)) {
            throw new AssertionError("nothing came within " + PATIENCE_MS + " ms of virtual time");
        }
        return awaited.join();
    }

    FakeTimer add(FakeEventLoop loop, long delayMs, Runnable task) {
        FakeTimer timer = new FakeTimer(nowNanos + delayMs * 1_000_000, timerCount++, loop, task);
        timers.add(timer);
        return timer;
    }

    void remove(FakeTimer timer) {
        timers.remove(timer);
    }

    private void moveToNextTimer() {
        FakeTimer next = timers.remove();
        nowNanos = Math.max(nowNanos, next.dueNanos());
        next.loop().execute(next.task());
    }

    private boolean runOne() {
        ready.clear();
        for (FakeEventLoop loop : loops) {
            if (loop.hasTasks()) {
                ready.add(loop);
            }
        }
        if (ready.isEmpty()) {
            return false;
        }
        ready.get(random.nextInt(ready.size())).runOne();
        return true;
    }
}
