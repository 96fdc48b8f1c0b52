package ordeal.broker.network;

import java.util.ArrayList;
import java.util.List;

/**
 * Flushes connections when the loop has handled everything that had arrived: answers to several requests, and what one request let go
 * on another connection, leave in one system call each.
 */
final class TurnEndFlusher {
    private final NettyEventLoop loop;
    private List<Runnable> flushes = new ArrayList<>();
    private List<Runnable> spare = new ArrayList<>();

    TurnEndFlusher(NettyEventLoop loop) {
        this.loop = loop;
    }

    /** Runs a flush at the end of the turn. */
    void add(Runnable flush) {
        flushes.add(flush);
        if (flushes.size() == 1) {
            loop.execute(this::flushAll);
        }
    }

    private void flushAll() {
        List<Runnable> due = flushes;
        flushes = spare;
        spare = due;
        for (Runnable flush : due) {
            flush.run();
        }
        due.clear();
    }
}
