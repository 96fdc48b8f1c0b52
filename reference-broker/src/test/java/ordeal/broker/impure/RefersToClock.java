package ordeal.broker.impure;

import java.util.function.LongSupplier;

/** Lets others read a clock. */
public final class RefersToClock {
    private RefersToClock() {}

    static LongSupplier now() {
        return System::currentTimeMillis;
    }
}
