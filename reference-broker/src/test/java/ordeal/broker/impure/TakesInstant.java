package ordeal.broker.impure;

import java.time.Instant;

/** Reads the wall clock. */
public final class TakesInstant {
    private TakesInstant() {}

    static Instant now() {
        return Instant.now();
    }
}
