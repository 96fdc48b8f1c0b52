package ordeal.broker.fake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.Znode;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;

/**
 * A ZooKeeper server in memory, for any number of clients. It works in the order in which requests reach its event loop, so a world
 * with one scheduler is deterministic.
 */
public final class FakeZooKeeper {
    private static final long FIRST_SESSION = 0x1000;
    private static final long OPERATOR = 0;

    private final EventLoop loop;
    private final long sessionTimeoutMs;
    private final FakeZnodes znodes = new FakeZnodes();
    private final Map<Long, FakeSession> sessions = new LinkedHashMap<>();
    private final Map<Long, Timer> silences = new LinkedHashMap<>();
    private final List<Transaction> transactions = new ArrayList<>();
    private final List<Consumer<Transaction>> observers = new ArrayList<>();
    private long zxid;
    private long sessionCount;

    /**
     * What one transaction did.
     *
     * @param session who did it; 0 for a test that writes directly
     * @param operations what was carried out; for the end of a session, the deletion of its ephemeral znodes
     */
    public record Transaction(long zxid, long session, List<Operation> operations) {}

    /** An empty server. A client that is cut off for the session timeout loses its session. */
    public FakeZooKeeper(EventLoop loop, long sessionTimeoutMs) {
        this.loop = loop;
        this.sessionTimeoutMs = sessionTimeoutMs;
    }

    /** A client on its own event loop: one for each broker. */
    public FakeCoordination client(EventLoop clientLoop) {
        return new FakeCoordination(this, clientLoop);
    }

    /** A znode. */
    public Optional<Znode> read(String path) {
        return znodes.read(path);
    }

    /** A znode's data as text; throws when there is none. */
    public String text(String path) {
        return new String(read(path).orElseThrow().data(), StandardCharsets.UTF_8);
    }

    /** The names of a znode's children, sorted. */
    public List<String> children(String path) {
        return znodes.children(path);
    }

    /** Writes a znode as an operator would, created with its parents when it is missing. */
    public void put(String path, String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        if (read(path).isPresent()) {
            commit(OPERATOR, List.of(new Operation.Set(path, bytes, Operation.ANY_VERSION)), false);
            return;
        }
        String parent = path.substring(0, path.lastIndexOf('/'));
        if (!parent.isEmpty() && read(parent).isEmpty()) {
            put(parent, "");
        }
        commit(OPERATOR, List.of(new Operation.Create(path, bytes, Persistence.PERSISTENT)), false);
    }

    /** Deletes a znode as an operator would. */
    public void remove(String path) {
        commit(OPERATOR, List.of(new Operation.Delete(path, Operation.ANY_VERSION)), false);
    }

    /** Ends a session at once; its client hears of it when it is, or is next, connected. */
    public void expire(long session) {
        FakeSession ended = sessions.get(session);
        if (ended != null) {
            end(session);
            ended.expiredAtServer();
        }
    }

    /** Everything that was carried out, in order. */
    public List<Transaction> transactions() {
        return List.copyOf(transactions);
    }

    /** Tells of every transaction at the moment it is carried out. */
    public void observe(Consumer<Transaction> observer) {
        observers.add(observer);
    }

    EventLoop loop() {
        return loop;
    }

    long open(FakeSession session) {
        long id = FIRST_SESSION + ++sessionCount;
        zxid++;
        sessions.put(id, session);
        return id;
    }

    boolean lives(long session) {
        return sessions.containsKey(session);
    }

    /** Its client is cut off: the session ends unless the client comes back in time. */
    void silent(long session) {
        if (lives(session)) {
            Timer timer = loop.schedule(sessionTimeoutMs, () -> expire(session));
            Timer earlier = silences.put(session, timer);
            if (earlier != null) {
                earlier.cancel();
            }
        }
    }

    void heardOf(long session) {
        Timer timer = silences.remove(session);
        if (timer != null) {
            timer.cancel();
        }
    }

    void end(long session) {
        heardOf(session);
        if (sessions.remove(session) != null) {
            List<Operation> deletions = new ArrayList<>();
            for (String path : znodes.ephemeralsOf(session)) {
                deletions.add(new Operation.Delete(path, Operation.ANY_VERSION));
            }
            commit(session, deletions, true);
        }
    }

    FakeZnodes.Applied commit(long session, List<Operation> operations, boolean multi) {
        FakeZnodes.Applied applied = znodes.apply(zxid + 1, session, operations, multi);
        zxid++;
        Transaction transaction = new Transaction(zxid, session, List.copyOf(operations));
        transactions.add(transaction);
        observers.forEach(observer -> observer.accept(transaction));
        for (String path : applied.touched()) {
            List.copyOf(sessions.values()).forEach(watching -> watching.changed(path));
        }
        return applied;
    }
}
