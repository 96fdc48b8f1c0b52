package ordeal.broker.coordination.zookeeper;

import java.util.function.Supplier;

/** Names the client's threads: the client calls them after the thread that makes it. */
final class SessionThreads {
    private SessionThreads() {}

    static <T> T named(String name, Supplier<T> maker) {
        Thread current = Thread.currentThread();
        String before = current.getName();
        current.setName(name);
        try {
            return maker.get();
        } finally {
            current.setName(before);
        }
    }
}
