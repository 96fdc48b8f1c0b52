package ordeal.broker.coordination.zookeeper;

import ordeal.broker.coordination.Coordination;
import ordeal.broker.coordination.CoordinationSession;
import ordeal.broker.coordination.SessionListener;
import ordeal.broker.port.EventLoop;

/** ZooKeeper through its official client. The cluster's chroot is created when it is missing. */
public final class ZooKeeperCoordination implements Coordination {
    private final EventLoop loop;
    private final String servers;
    private final String chroot;
    private final int sessionTimeoutMs;

    /**
     * A way to an ensemble.
     *
     * @param servers {@code host:port} pairs, separated by commas
     * @param chroot the path below which everything lies, such as {@code /kafka-main}; empty for the root
     */
    public ZooKeeperCoordination(EventLoop loop, String servers, String chroot, int sessionTimeoutMs) {
        if (!chroot.isEmpty() && (!chroot.startsWith("/") || chroot.endsWith("/"))) {
            throw new IllegalArgumentException("not a chroot: " + chroot);
        }
        this.loop = loop;
        this.servers = servers;
        this.chroot = chroot;
        this.sessionTimeoutMs = sessionTimeoutMs;
    }

    @Override
    public CoordinationSession connect(SessionListener listener) {
        return ZooKeeperSession.open(loop, servers, chroot, sessionTimeoutMs, listener);
    }
}
