package ordeal.broker.coordination.zookeeper;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ServerCnxn;
import org.apache.zookeeper.server.ServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;

/** A ZooKeeper server in this process, on a free loopback port, that can be told to end sessions and connections. */
final class EmbeddedZooKeeper implements AutoCloseable {
    private static final int TICK_MS = 500;

    private final ZooKeeperServer server;
    private final ServerCnxnFactory connections;

    EmbeddedZooKeeper(Path directory) throws IOException, InterruptedException {
        server = new ZooKeeperServer(
                directory.resolve("snapshots").toFile(),
                directory.resolve("log").toFile(),
                TICK_MS);
        connections = new NIOServerCnxnFactory();
        connections.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        connections.startup(server);
    }

    String address() {
        return "127.0.0.1:" + connections.getLocalPort();
    }

    void expire(long session) {
        server.closeSession(session);
    }

    void dropConnection(long session) {
        for (ServerCnxn connection : connections.getConnections()) {
            if (connection.getSessionId() == session) {
                connection.close(ServerCnxn.DisconnectReason.CONNECTION_CLOSE_FORCED);
            }
        }
    }

    @Override
    public void close() {
        connections.shutdown();
        server.shutdown();
    }
}
