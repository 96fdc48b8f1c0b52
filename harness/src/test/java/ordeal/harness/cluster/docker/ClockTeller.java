package ordeal.harness.cluster.docker;

import java.util.concurrent.TimeUnit;

/** Prints both clocks of its Java, in milliseconds, many times a second. */
final class ClockTeller {
    private static final int PERIOD_MS = 50;

    private ClockTeller() {}

    /** Runs until it is killed. */
    public static void main(String[] arguments) throws InterruptedException {
        while (true) {
            System.out.println(System.currentTimeMillis() + " " + TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
            TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
        }
    }
}
