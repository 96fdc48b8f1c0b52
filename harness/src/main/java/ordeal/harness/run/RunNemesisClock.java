package ordeal.harness.run;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import ordeal.harness.workload.RunClock;
import ordeal.nemesis.port.NemesisClock;

/** The run's clock as the nemesis sees it. */
record RunNemesisClock(RunClock clock) implements NemesisClock {
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @Override
    public long nowNanos() {
        return clock.nowNanos();
    }

    @Override
    public boolean await(BooleanSupplier condition, long deadlineNanos) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            long remainingNanos = deadlineNanos - clock.nowNanos();
            if (remainingNanos <= 0) {
                return false;
            }
            TimeUnit.NANOSECONDS.sleep(Math.min(POLL_NANOS, remainingNanos));
        }
        return true;
    }
}
