package ordeal.broker.impure;

/** Reads a clock. */
public final class ReadsClock {
    private ReadsClock() {}

    static long now() {
        return System.nanoTime();
    }
}
