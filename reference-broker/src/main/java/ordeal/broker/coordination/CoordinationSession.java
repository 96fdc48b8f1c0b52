package ordeal.broker.coordination;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * One ZooKeeper session. Operations are sent in the order in which they are called, and their futures complete in that order, on the
 * event loop; a future that fails does so with a {@link CoordinationException}.
 *
 * <p>Paths are absolute within the cluster's chroot.
 *
 * <p>An operation that fails with {@link CoordinationException.Code#CONNECTION_LOSS} may have been carried out.
 */
public interface CoordinationSession {
    /** The session's id; 0 before the first connection. */
    long id();

    /** Reads a znode. Fails with {@code NO_NODE}. */
    CompletableFuture<Znode> get(String path);

    /** The names of a znode's children, sorted. Fails with {@code NO_NODE}. */
    CompletableFuture<List<String>> children(String path);

    /** Creates a znode. Fails with {@code NO_NODE} (no parent) or {@code NODE_EXISTS}. */
    CompletableFuture<Created> create(String path, byte[] data, Persistence persistence);

    /**
     * Replaces a znode's data. Fails with {@code NO_NODE} or {@code BAD_VERSION}.
     *
     * @param expectedVersion the data version it must have; {@link Operation#ANY_VERSION} for any
     */
    CompletableFuture<ZnodeStat> set(String path, byte[] data, int expectedVersion);

    /** Deletes a znode. Fails with {@code NO_NODE}, {@code BAD_VERSION} or {@code NOT_EMPTY}. */
    CompletableFuture<Void> delete(String path, int expectedVersion);

    /**
     * Carries out all operations, or none.
     *
     * @return the znodes' stats after the operations that set, in their order; null for all others
     */
    CompletableFuture<MultiResult> multi(List<Operation> operations);

    /**
     * Watches a znode, whether it exists or not, for as long as the session lives: the watcher is called after every creation,
     * deletion, change of data and change of the list of children, never before the operation that follows in this session sees the
     * change. Changes that follow each other quickly, or happen while the session is disconnected, may be told only once, after
     * reconnecting, when every watcher may be called once whether anything changed or not.
     *
     * @param path the znode
     * @param watcher called on the event loop
     * @return completes when the watch is set
     */
    CompletableFuture<Void> watch(String path, Runnable watcher);

    /** Ends the session: its ephemeral znodes go at once. Completes when ZooKeeper has done so, or cannot be reached. */
    CompletableFuture<Void> close();

    /** How long a znode lives, and whether its name gets a number. */
    enum Persistence {
        /** Until it is deleted. */
        PERSISTENT,
        /** Until it is deleted, its name followed by ten digits that count up. */
        PERSISTENT_SEQUENTIAL,
        /** As long as the session that made it. */
        EPHEMERAL
    }

    /**
     * A znode that was made.
     *
     * @param path its path, with the number that a sequential one got
     */
    record Created(String path, ZnodeStat stat) {}
}
