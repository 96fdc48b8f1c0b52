package ordeal.broker.coordination.zookeeper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
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
import org.apache.zookeeper.AddWatchMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher.Event.EventType;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One session of the ZooKeeper client. The client calls back on a thread of its own; everything is handed to the event loop in that
 * order, and all fields are touched only there.
 *
 * <p>Two things the client does not do are done here. It tells of an expired session before it fails the operations under way; so
 * they are failed here. And a persistent watch is told nothing of what happened while the session was disconnected; so every watcher
 * is called once after reconnecting.
 */
final class ZooKeeperSession implements CoordinationSession {
    private static final Logger log = LoggerFactory.getLogger(ZooKeeperSession.class);
    private static final int OK = KeeperException.Code.OK.intValue();

    private final EventLoop loop;
    private final Chroot chroot;
    private final SessionListener listener;
    private final Set<Answer<?>> underWay = new LinkedHashSet<>();
    private final List<Runnable> watchers = new ArrayList<>();
    private @Nullable ZooKeeper opened;
    private boolean everConnected;
    private boolean connected;
    private boolean over;

    private ZooKeeperSession(EventLoop loop, String chroot, SessionListener listener) {
        this.loop = loop;
        this.chroot = new Chroot(chroot);
        this.listener = listener;
    }

    static ZooKeeperSession open(
            EventLoop loop, String servers, String chroot, int sessionTimeoutMs, SessionListener listener) {
        ZooKeeperSession session = new ZooKeeperSession(loop, chroot, listener);
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        session.opened = SessionThreads.named("zookeeper", () -> {
            try {
                return new ZooKeeper(servers, sessionTimeoutMs, session::onSessionEvent, false, config);
            } catch (IOException e) {
                throw new UncheckedIOException("cannot start a ZooKeeper client for " + servers, e);
            }
        });
        return session;
    }

    @Override
    public long id() {
        return client().getSessionId();
    }

    @Override
    public CompletableFuture<Znode> get(String path) {
        // ZooKeeper knows null data and empty data; to the broker both are empty.
        return send(
                "read " + path,
                answer -> client().getData(
                                chroot.full(path),
                                false,
                                (code, _, _, data, stat) -> answer.take(
                                        code, () -> new Znode(data == null ? new byte[0] : data, Stats.of(stat))),
                                null));
    }

    @Override
    public CompletableFuture<List<String>> children(String path) {
        return send(
                "list " + path,
                answer -> client().getChildren(
                                chroot.full(path),
                                false,
                                (code, _, _, names, _) -> answer.take(
                                        code, () -> names.stream().sorted().toList()),
                                null));
    }

    @Override
    public CompletableFuture<Created> create(String path, byte[] data, Persistence persistence) {
        return send(
                "create " + path,
                answer -> client().create(
                                chroot.full(path),
                                data,
                                ZooDefs.Ids.OPEN_ACL_UNSAFE,
                                Chroot.mode(persistence),
                                (code, _, _, name, stat) ->
                                        answer.take(code, () -> new Created(chroot.inner(name), Stats.of(stat))),
                                null));
    }

    @Override
    public CompletableFuture<ZnodeStat> set(String path, byte[] data, int expectedVersion) {
        return send(
                "write " + path,
                answer -> client().setData(
                                chroot.full(path),
                                data,
                                expectedVersion,
                                (code, _, _, stat) -> answer.take(code, () -> Stats.of(stat)),
                                null));
    }

    @Override
    public CompletableFuture<Void> delete(String path, int expectedVersion) {
        return this.<Void>send(
                "delete " + path,
                answer -> client().delete(
                                chroot.full(path),
                                expectedVersion,
                                (code, _, _) -> answer.take(code, () -> null),
                                null));
    }

    @Override
    public CompletableFuture<MultiResult> multi(List<Operation> operations) {
        String what = "multi of " + operations.stream().map(Operation::path).toList();
        return send(
                what,
                answer -> client().multi(
                                operations.stream().map(chroot::step).toList(),
                                (code, _, _, results) ->
                                        answer.take(code, Failures.failedStep(results), () -> Stats.of(results)),
                                null));
    }

    @Override
    public CompletableFuture<Void> watch(String path, Runnable watcher) {
        return this.<Void>send(
                "watch " + path,
                answer -> client().addWatch(
                                chroot.full(path),
                                event -> onWatchEvent(watcher, event),
                                AddWatchMode.PERSISTENT,
                                (code, _, _) -> answer.take(code, () -> {
                                    watchers.add(watcher);
                                    return null;
                                }),
                                null));
    }

    @Override
    public CompletableFuture<Void> close() {
        CompletableFuture<Void> closed = new CompletableFuture<>();
        if (over) {
            closed.complete(null);
            return closed;
        }
        over = true;
        log.info("closing session 0x{}", Long.toHexString(id()));
        Thread.ofPlatform().name("zookeeper-close").daemon().start(() -> {
            try {
                client().close();
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            } finally {
                loop.execute(() -> closed.complete(null));
            }
        });
        failUnderWay();
        return closed;
    }

    /** Sends an operation, unless the session is over. */
    private <T> CompletableFuture<T> send(String what, Consumer<Answer<T>> operation) {
        Answer<T> answer = new Answer<>(what);
        if (over) {
            answer.result.completeExceptionally(sessionOver());
        } else {
            underWay.add(answer);
            operation.accept(answer);
        }
        return answer.result;
    }

    /** What an operation waits for. */
    private final class Answer<T> {
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final String what;

        private Answer(String what) {
            this.what = what;
        }

        private void take(int code, Supplier<? extends @Nullable T> value) {
            take(code, -1, value);
        }

        /** Called on the client's thread. */
        private void take(int code, int failedStep, Supplier<? extends @Nullable T> value) {
            loop.execute(() -> {
                if (underWay.remove(this)) {
                    if (code == OK) {
                        result.complete(value.get());
                    } else {
                        result.completeExceptionally(Failures.of(code, what, failedStep));
                    }
                }
            });
        }
    }

    private void onWatchEvent(Runnable watcher, WatchedEvent event) {
        if (event.getType() != EventType.None) {
            loop.execute(() -> call(watcher));
        }
    }

    private void call(Runnable watcher) {
        if (!over) {
            watcher.run();
        }
    }

    private void onSessionEvent(WatchedEvent event) {
        if (event.getType() == EventType.None) {
            loop.execute(() -> onStateChange(event));
        }
    }

    private void onStateChange(WatchedEvent event) {
        if (over) {
            return;
        }
        switch (event.getState()) {
            case SyncConnected -> chroot.ensure(client(), ready -> loop.execute(() -> onChrootEnsured(ready)));
            case Disconnected -> onConnectionLost();
            case Expired -> onSessionOver();
            default -> log.warn("the ZooKeeper client says {}", event.getState());
        }
    }

    /** A chroot that could not be created is tried again at the next connection, or after the next operation fails. */
    private void onChrootEnsured(boolean ready) {
        if (over || !ready) {
            return;
        }
        connected = true;
        log.info("session 0x{} is connected", Long.toHexString(id()));
        listener.onConnected();
        if (everConnected) {
            List.copyOf(watchers).forEach(this::call);
        }
        everConnected = true;
    }

    private void onConnectionLost() {
        log.warn("session 0x{} has lost its connection", Long.toHexString(id()));
        if (connected) {
            connected = false;
            listener.onDisconnected();
        }
    }

    private void onSessionOver() {
        log.warn("session 0x{} has expired", Long.toHexString(id()));
        over = true;
        failUnderWay();
        watchers.clear();
        listener.onExpired();
    }

    private void failUnderWay() {
        List<Answer<?>> failed = List.copyOf(underWay);
        underWay.clear();
        failed.forEach(answer -> answer.result.completeExceptionally(sessionOver()));
    }

    private ZooKeeper client() {
        if (opened == null) {
            throw new IllegalStateException("the session was not opened");
        }
        return opened;
    }

    private static CoordinationException sessionOver() {
        return new CoordinationException(Code.SESSION_EXPIRED, "the session is over", -1);
    }
}
