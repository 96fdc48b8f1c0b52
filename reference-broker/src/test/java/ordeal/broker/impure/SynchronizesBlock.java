package ordeal.broker.impure;

/** Has a synchronized block. */
public final class SynchronizesBlock {
    private SynchronizesBlock() {}

    static int number(Object monitor) {
        synchronized (monitor) {
            return monitor.hashCode();
        }
    }
}
