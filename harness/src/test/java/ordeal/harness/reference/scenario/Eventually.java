package ordeal.harness.reference.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;

/** Waits for what brokers tell each other in their own time. */
final class Eventually {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final long POLL_MS = 20;

    private Eventually() {}

    /** Asks until the answer is yes. */
    static void holds(String what, Callable<Boolean> condition) throws Exception {
        long deadlineNanos = deadlineNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("still waiting: " + what)
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(POLL_MS);
        }
    }

    /** When whoever starts to wait now gives up. */
    static long deadlineNanos() {
        return System.nanoTime() + PATIENCE.toNanos();
    }
}
