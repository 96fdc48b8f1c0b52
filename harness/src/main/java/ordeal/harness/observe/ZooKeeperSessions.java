package ordeal.harness.observe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.jspecify.annotations.Nullable;

/**
 * The harness's session in ZooKeeper, made anew when it expires. Every session it ever had is remembered: what these wrote was
 * an operator's doing.
 */
public final class ZooKeeperSessions implements AutoCloseable {
    private static final int SESSION_TIMEOUT_MS = 10_000;

    private final String connect;
    private final Watcher watcher;
    private final List<Long> sessionIds = new ArrayList<>();
    private @Nullable ZooKeeper client;
    private boolean closed;

    /**
     * Sessions with an ensemble; the first one is made when it is first asked for.
     *
     * @param connect its connection string, without chroot
     * @param watcher told of every event
     */
    public ZooKeeperSessions(String connect, Watcher watcher) {
        this.connect = connect;
        this.watcher = watcher;
    }

    /**
     * A connected client.
     *
     * @throws KeeperException.ConnectionLossException when there is no connection within the timeout
     */
    public synchronized ZooKeeper connected(long timeoutMs)
            throws IOException, InterruptedException, KeeperException.ConnectionLossException {
        if (closed) {
            throw new IOException("the session was closed");
        }
        ZooKeeper current = client;
        if (current != null && !current.getState().isAlive()) {
            current.close();
            current = null;
        }
        if (current == null) {
            current = open();
            client = current;
        }
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMs);
        while (!current.getState().isConnected()) {
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new KeeperException.ConnectionLossException();
            }
            TimeUnit.MILLISECONDS.sleep(10);
        }
        long id = current.getSessionId();
        if (id != 0 && !sessionIds.contains(id)) {
            sessionIds.add(id);
        }
        return current;
    }

    /** The ids of all sessions so far, oldest first. */
    public synchronized List<Long> ids() {
        return List.copyOf(sessionIds);
    }

    /** What ends sessions of others in the same ensemble. */
    SessionExpiry expiry() {
        return new SessionExpiry(connect);
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (client != null) {
            try {
                client.close(1000);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private ZooKeeper open() throws IOException {
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        return new ZooKeeper(connect, SESSION_TIMEOUT_MS, watcher, config);
    }
}
