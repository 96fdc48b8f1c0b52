package ordeal.nemesis.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import ordeal.nemesis.port.NemesisClock;

/** Virtual time: waiting moves it, in ticks, and everybody who listens is told of each tick. */
public final class FakeClock implements NemesisClock {
    private static final long TICK_NANOS = 50_000_000;
    private final List<Runnable> listeners = new ArrayList<>();
    private long nowNanos = 1_000_000_000;
    private long interruptAtNanos = Long.MAX_VALUE;

    public void onTick(Runnable listener) {
        listeners.add(listener);
    }

    /** The wait in progress at that time is interrupted, once. */
    public void interruptAt(long nanos) {
        interruptAtNanos = nanos;
    }

    @Override
    public long nowNanos() {
        return nowNanos;
    }

    @Override
    public boolean await(BooleanSupplier condition, long deadlineNanos) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            if (nowNanos >= deadlineNanos) {
                return false;
            }
            nowNanos = Math.min(deadlineNanos, nowNanos + TICK_NANOS);
            listeners.forEach(Runnable::run);
            if (nowNanos >= interruptAtNanos) {
                interruptAtNanos = Long.MAX_VALUE;
                throw new InterruptedException("stopped by the test");
            }
        }
        return true;
    }
}
