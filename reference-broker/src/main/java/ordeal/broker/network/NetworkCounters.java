package ordeal.broker.network;

import java.util.concurrent.atomic.LongAdder;

/** What the network has done since the broker began. May be read from any thread. */
public final class NetworkCounters {
    private final LongAdder fileBytesSent = new LongAdder();
    private final LongAdder malformedConnections = new LongAdder();

    /** Bytes that went from files to sockets without passing through this process's memory. */
    long fileBytesSent() {
        return fileBytesSent.sum();
    }

    /** Connections that were closed because of what came in by them. */
    long malformedConnections() {
        return malformedConnections.sum();
    }

    void sentFromFile(long bytes) {
        fileBytesSent.add(bytes);
    }

    void closedMalformed() {
        malformedConnections.increment();
    }
}
