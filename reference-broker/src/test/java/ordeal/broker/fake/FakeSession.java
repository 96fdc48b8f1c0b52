package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession;
import ordeal.broker.coordination.MultiResult;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.SessionListener;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodeStat;
import ordeal.broker.port.EventLoop;
import org.jspecify.annotations.Nullable;

/** One session of a {@link FakeCoordination}. */
final class FakeSession implements CoordinationSession {
    private final FakeZooKeeper server;
    private final FakeCoordination client;
    private final EventLoop loop;
    private final SessionListener listener;
    private final Set<Pending<?>> underWay = new LinkedHashSet<>();
    private final Map<String, List<Runnable>> watchers = new LinkedHashMap<>();
    private final Set<String> changedMeanwhile = new LinkedHashSet<>();
    private @Nullable Connection connection;
    private long id;
    private boolean over;

    /** What requests travel by: one that was closed loses all answers, and perhaps the requests as well. */
    private static final class Connection {
        private boolean open = true;
        private boolean requestsArrive = true;
    }

    FakeSession(FakeZooKeeper server, FakeCoordination client, EventLoop loop, SessionListener listener) {
        this.server = server;
        this.client = client;
        this.loop = loop;
        this.listener = listener;
    }

    @Override
    public long id() {
        return id;
    }

    @Override
    public CompletableFuture<Znode> get(String path) {
        return request(List.of(), () -> server.read(path).orElseThrow(() -> FakeZnodes.failure(Code.NO_NODE, path)));
    }

    @Override
    public CompletableFuture<List<String>> children(String path) {
        return request(List.of(), () -> {
            if (server.read(path).isEmpty()) {
                throw FakeZnodes.failure(Code.NO_NODE, path);
            }
            return server.children(path);
        });
    }

    @Override
    public CompletableFuture<Created> create(String path, byte[] data, Persistence persistence) {
        List<Operation> operations = List.of(new Operation.Create(path, data, persistence));
        return request(operations, () -> {
            FakeZnodes.Applied applied = server.commit(id, operations, false);
            return new Created(
                    applied.paths().getFirst(), applied.stats().getFirst().orElseThrow());
        });
    }

    @Override
    public CompletableFuture<ZnodeStat> set(String path, byte[] data, int expectedVersion) {
        List<Operation> operations = List.of(new Operation.Set(path, data, expectedVersion));
        return request(
                operations,
                () -> server.commit(id, operations, false).stats().getFirst().orElseThrow());
    }

    @Override
    public CompletableFuture<Void> delete(String path, int expectedVersion) {
        List<Operation> operations = List.of(new Operation.Delete(path, expectedVersion));
        return request(operations, () -> {
            server.commit(id, operations, false);
            return null;
        });
    }

    @Override
    public CompletableFuture<MultiResult> multi(List<Operation> operations) {
        List<Operation> steps = List.copyOf(operations);
        return request(steps, () -> {
            FakeZnodes.Applied applied = server.commit(id, steps, true);
            List<Optional<ZnodeStat>> stats = new ArrayList<>();
            for (int step = 0; step < steps.size(); step++) {
                boolean sets = steps.get(step) instanceof Operation.Set;
                stats.add(sets ? applied.stats().get(step) : Optional.empty());
            }
            return new MultiResult(stats);
        });
    }

    @Override
    public CompletableFuture<Void> watch(String path, Runnable watcher) {
        return request(List.of(), () -> {
            watchers.computeIfAbsent(path, _ -> new ArrayList<>()).add(watcher);
            return null;
        });
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        boolean wasConnected = connection != null && connection.open;
        if (!over && wasConnected) {
            client.toServer(() -> {
                server.end(id);
                client.toClient(() -> closed.complete(null));
            });
        } else {
            loop.execute(() -> closed.complete(null));
        }
        over = true;
        failUnderWay(Code.SESSION_EXPIRED);
        return closed;
    }

    /** Connects, or connects again. */
    void connect() {
        if (over || (connection != null && connection.open)) {
            return;
        }
        Connection next = new Connection();
        connection = next;
        client.toServer(() -> {
            if (!next.open || over) {
                return;
            }
            if (id == 0) {
                id = server.open(this);
            } else if (!server.lives(id)) {
                client.toClient(this::expire);
                return;
            }
            server.heardOf(id);
            client.toClient(() -> connected(next));
        });
    }

    void loseConnection(boolean carriedOut) {
        Connection lost = connection;
        if (lost == null || !lost.open || over) {
            return;
        }
        lost.open = false;
        lost.requestsArrive = carriedOut;
        server.silent(id);
        loop.execute(() -> {
            if (!over) {
                failUnderWay(Code.CONNECTION_LOSS);
                listener.onDisconnected();
            }
        });
    }

    /** Something happened to a znode, at the server. */
    void changed(String path) {
        List<Runnable> told = watchers.get(path);
        if (told == null || over) {
            return;
        }
        if (connection != null && connection.open) {
            List.copyOf(told)
                    .forEach(watcher -> client.toClient(() -> {
                        if (!over) {
                            watcher.run();
                        }
                    }));
        } else {
            changedMeanwhile.add(path);
        }
    }

    void expiredAtServer() {
        if (connection != null && connection.open) {
            client.toClient(this::expire);
        }
    }

    private void connected(Connection by) {
        if (over || !by.open) {
            return;
        }
        listener.onConnected();
        List<String> paths = List.copyOf(changedMeanwhile);
        changedMeanwhile.clear();
        paths.forEach(this::changed);
    }

    private void expire() {
        if (!over) {
            over = true;
            failUnderWay(Code.SESSION_EXPIRED);
            listener.onExpired();
        }
    }

    private void failUnderWay(Code code) {
        List<Pending<?>> failed = List.copyOf(underWay);
        underWay.clear();
        failed.forEach(pending ->
                pending.result.completeExceptionally(new CoordinationException(code, "in the fake: " + code, -1)));
    }

    private <T> CompletableFuture<T> request(List<Operation> writes, Supplier<? extends @Nullable T> work) {
        Pending<T> pending = new Pending<>();
        Connection by = connection;
        if (over) {
            pending.result.completeExceptionally(
                    new CoordinationException(Code.SESSION_EXPIRED, "the session is over", -1));
            return pending.result;
        }
        underWay.add(pending);
        if (by == null || !by.open) {
            loop.execute(() -> fail(pending, new CoordinationException(Code.CONNECTION_LOSS, "not connected", -1)));
            return pending.result;
        }
        client.toServer(() -> arrive(by, pending, work));
        if (!writes.isEmpty()) {
            client.sent(writes);
        }
        return pending.result;
    }

    private <T> void arrive(Connection by, Pending<T> pending, Supplier<? extends @Nullable T> work) {
        if (!by.requestsArrive || !server.lives(id)) {
            return;
        }
        try {
            T value = work.get();
            if (by.open) {
                client.toClient(() -> {
                    if (underWay.remove(pending)) {
                        pending.result.complete(value);
                    }
                });
            }
        } catch (CoordinationException e) {
            if (by.open) {
                client.toClient(() -> fail(pending, e));
            }
        }
    }

    private void fail(Pending<?> pending, CoordinationException failure) {
        if (underWay.remove(pending)) {
            pending.result.completeExceptionally(failure);
        }
    }

    /** An operation without an answer. */
    private static final class Pending<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
    }
}
