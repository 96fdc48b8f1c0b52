package ordeal.broker.impure;

/** Makes a thread. */
public final class MakesThread {
    private MakesThread() {}

    static Thread thread(Runnable task) {
        return new Thread(task);
    }
}
