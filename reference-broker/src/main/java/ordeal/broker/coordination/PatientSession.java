package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Created;
import ordeal.broker.coordination.CoordinationSession.Persistence;

/**
 * A session whose operations outlive lost connections: an operation that failed with {@link Code#CONNECTION_LOSS} is sent again when
 * the session is connected again, and only the end of the session ends the attempts.
 *
 * <p>A write may therefore have been carried out before the attempt that is answered. Whoever gets {@link Code#NODE_EXISTS},
 * {@link Code#NO_NODE} or {@link Code#BAD_VERSION} must take it for "maybe mine": read the znode again and compare.
 *
 * <p>It belongs to one ZooKeeper session. When that is over every operation fails, for ever, so nothing that was begun in one session
 * can go on in the next.
 */
public final class PatientSession {
    private final CoordinationSession session;
    private final List<CompletableFuture<Void>> waiting = new ArrayList<>();
    private boolean connected;
    private boolean over;

    /** Wraps a session; {@link #connected}, {@link #disconnected} and {@link #ended} must be called with its fate. */
    public PatientSession(CoordinationSession session) {
        this.session = session;
    }

    /** The session's id; 0 before the first connection. */
    public long id() {
        return session.id();
    }

    /** Whether the session is over: expired or closed. */
    public boolean over() {
        return over;
    }

    /** See {@link CoordinationSession#get}. */
    public CompletableFuture<Znode> get(String path) {
        return patiently(() -> session.get(path));
    }

    /** Reads a znode that may not exist. */
    public CompletableFuture<Optional<Znode>> find(String path) {
        return except(
                get(path).thenApply(Optional::of),
                Code.NO_NODE,
                () -> CompletableFuture.completedFuture(Optional.empty()));
    }

    /** Creates a znode that lives until it is deleted, unless it exists already. */
    public CompletableFuture<Void> ensure(String path, byte[] data) {
        return except(
                create(path, data, Persistence.PERSISTENT).thenApply(_ -> null),
                Code.NODE_EXISTS,
                () -> CompletableFuture.completedFuture(null));
    }

    /** See {@link CoordinationSession#children}. */
    public CompletableFuture<List<String>> children(String path) {
        return patiently(() -> session.children(path));
    }

    /** See {@link CoordinationSession#create}. A sequential znode may be created twice. */
    public CompletableFuture<Created> create(String path, byte[] data, Persistence persistence) {
        return patiently(() -> session.create(path, data, persistence));
    }

    /** See {@link CoordinationSession#set}. */
    public CompletableFuture<ZnodeStat> set(String path, byte[] data, int expectedVersion) {
        return patiently(() -> session.set(path, data, expectedVersion));
    }

    /** See {@link CoordinationSession#delete}. */
    public CompletableFuture<Void> delete(String path, int expectedVersion) {
        return patiently(() -> session.delete(path, expectedVersion));
    }

    /** See {@link CoordinationSession#multi}. */
    public CompletableFuture<MultiResult> multi(List<Operation> operations) {
        return patiently(() -> session.multi(operations));
    }

    /** See {@link CoordinationSession#watch}. */
    public CompletableFuture<Void> watch(String path, Runnable watcher) {
        return patiently(() -> session.watch(path, watcher));
    }

    /** Ends the session; operations that wait for a connection fail. See {@link CoordinationSession#close}. */
    public CompletableFuture<Void> close() {
        ended();
        return session.close();
    }

    /** The session is connected, for the first time or again. */
    public void connected() {
        connected = true;
        List<CompletableFuture<Void>> resumed = List.copyOf(waiting);
        waiting.clear();
        resumed.forEach(waiter -> waiter.complete(null));
    }

    /** The connection is lost. */
    public void disconnected() {
        connected = false;
    }

    /** The session is over: fails what waits, and everything from now on. */
    public void ended() {
        over = true;
        connected = false;
        List<CompletableFuture<Void>> failed = List.copyOf(waiting);
        waiting.clear();
        failed.forEach(waiter -> waiter.completeExceptionally(sessionOver()));
    }

    /** The exception itself, without the wrapping that futures put around it. */
    public static Throwable cause(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }

    /** The code of a failed operation; {@link Code#OTHER} when something else went wrong. */
    public static Code code(Throwable thrown) {
        return cause(thrown) instanceof CoordinationException failure ? failure.code() : Code.OTHER;
    }

    /** What an operation comes to, or something else instead when it fails with a code. */
    public static <T> CompletableFuture<T> except(
            CompletableFuture<T> operation, Code code, Supplier<CompletableFuture<T>> instead) {
        return operation.exceptionallyCompose(
                failed -> code(failed) == code ? instead.get() : CompletableFuture.failedFuture(cause(failed)));
    }

    private <T> CompletableFuture<T> patiently(Supplier<CompletableFuture<T>> operation) {
        if (over) {
            return CompletableFuture.failedFuture(sessionOver());
        }
        return operation.get().exceptionallyCompose(thrown -> {
            if (code(thrown) != Code.CONNECTION_LOSS) {
                return CompletableFuture.failedFuture(cause(thrown));
            }
            return whenConnected().thenCompose(_ -> patiently(operation));
        });
    }

    private CompletableFuture<Void> whenConnected() {
        CompletableFuture<Void> waiter = new CompletableFuture<>();
        if (over) {
            waiter.completeExceptionally(sessionOver());
        } else if (connected) {
            waiter.complete(null);
        } else {
            waiting.add(waiter);
        }
        return waiter;
    }

    private static CoordinationException sessionOver() {
        return new CoordinationException(Code.SESSION_EXPIRED, "the session is over", -1);
    }
}
