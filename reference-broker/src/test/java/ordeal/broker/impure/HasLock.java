package ordeal.broker.impure;

import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/** Has a lock. */
public final class HasLock {
    private HasLock() {}

    static Lock lock() {
        return new ReentrantLock();
    }
}
