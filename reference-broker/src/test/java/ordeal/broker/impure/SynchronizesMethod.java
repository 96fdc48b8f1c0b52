package ordeal.broker.impure;

/** Has a synchronized method. */
public final class SynchronizesMethod {
    private SynchronizesMethod() {}

    static synchronized int number() {
        return 1;
    }
}
