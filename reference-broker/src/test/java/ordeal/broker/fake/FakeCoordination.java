package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import ordeal.broker.coordination.Coordination;
import ordeal.broker.coordination.CoordinationSession;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.SessionListener;
import ordeal.broker.port.EventLoop;
import org.jspecify.annotations.Nullable;

/** A client of {@link FakeZooKeeper}, with a connection that can be lost. */
public final class FakeCoordination implements Coordination {
    private final FakeZooKeeper server;
    private final EventLoop loop;
    private final List<FakeSession> sessions = new ArrayList<>();
    private boolean reachable = true;
    private boolean dead;
    private @Nullable Loss loss;
    private @Nullable IntSupplier delayMs;
    private long serverDueNanos;
    private long clientDueNanos;

    private record Loss(Predicate<List<Operation>> at, boolean carriedOut, long reconnectAfterMs) {}

    FakeCoordination(FakeZooKeeper server, EventLoop loop) {
        this.server = server;
        this.loop = loop;
    }

    @Override
    public CoordinationSession connect(SessionListener listener) {
        FakeSession session = new FakeSession(server, this, loop, listener);
        sessions.add(session);
        if (reachable) {
            session.connect();
        }
        return session;
    }

    /**
     * Loses the connection, now and until {@link #restore}.
     *
     * @param carriedOut whether the operations under way are carried out all the same
     */
    public void cut(boolean carriedOut) {
        reachable = false;
        sessions.forEach(session -> session.loseConnection(carriedOut));
    }

    /** The client's process is gone: its connection is lost for good. */
    public void die(boolean carriedOut) {
        dead = true;
        cut(carriedOut);
    }

    /** The server can be reached again: sessions connect, or hear that they have expired. Without effect on a client that is gone. */
    public void restore() {
        if (dead) {
            return;
        }
        reachable = true;
        sessions.forEach(FakeSession::connect);
    }

    /**
     * Loses the connection right after the next write that matches was sent, and connects again later.
     *
     * @param carriedOut whether that write is carried out, and only its answer lost
     */
    public void loseConnectionAt(Predicate<List<Operation>> write, boolean carriedOut, long reconnectAfterMs) {
        loss = new Loss(write, carriedOut, reconnectAfterMs);
    }

    /** Lets every message to and from the server take a while, in order all the same. */
    public void delay(IntSupplier messageDelayMs) {
        delayMs = messageDelayMs;
    }

    void toServer(Runnable task) {
        serverDueNanos = ship(server.loop(), serverDueNanos, task);
    }

    void toClient(Runnable task) {
        clientDueNanos = ship(loop, clientDueNanos, task);
    }

    private long ship(EventLoop to, long earliestNanos, Runnable task) {
        if (delayMs == null) {
            to.execute(task);
            return earliestNanos;
        }
        long dueNanos = Math.max(earliestNanos, loop.nowNanos() + delayMs.getAsInt() * 1_000_000L);
        to.schedule((dueNanos - loop.nowNanos()) / 1_000_000, task);
        return dueNanos;
    }

    /** The id of the session opened last. */
    public long sessionId() {
        return sessions.getLast().id();
    }

    void sent(List<Operation> operations) {
        Loss planned = loss;
        if (planned != null && planned.at().test(operations)) {
            loss = null;
            cut(planned.carriedOut());
            server.loop().schedule(planned.reconnectAfterMs(), this::restore);
        }
    }
}
