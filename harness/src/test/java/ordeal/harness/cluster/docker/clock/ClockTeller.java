package ordeal.harness.cluster.docker.clock;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Prints both clocks of its Java, in milliseconds, many times a second. */
public final class ClockTeller {
    static final int PERIOD_MS = 50;

    private ClockTeller() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) {
        while (true) {
            System.out.println(System.currentTimeMillis() + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PERIOD_MS));
        }
    }
}
