package ordeal.broker.impure;

import java.time.Clock;

/** Takes a clock as an object. */
public final class HoldsClock {
    private HoldsClock() {}

    static long now(Clock clock) {
        return clock.millis();
    }
}
