package ordeal.checker.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooDefs.Perms;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Id;
import org.apache.zookeeper.server.embedded.ExitHandler;
import org.apache.zookeeper.server.embedded.ZooKeeperServerEmbedded;

/** A ZooKeeper server in this process, on a free loopback port. */
final class EmbeddedZooKeeper implements AutoCloseable {
    /** Everybody may do everything. */
    static final List<ACL> OPEN = Collections.singletonList(new ACL(Perms.ALL, new Id("world", "anyone")));

    private final Path directory;
    private final ZooKeeperServerEmbedded server;

    EmbeddedZooKeeper(Path directory) throws Exception {
        this.directory = directory;
        Properties properties = new Properties();
        properties.put("clientPort", "0");
        properties.put("clientPortAddress", "127.0.0.1");
        properties.put("tickTime", "500");
        properties.put("admin.enableServer", "false");
        properties.put("preAllocSize", "1024");
        server = ZooKeeperServerEmbedded.builder()
                .baseDir(directory)
                .configuration(properties)
                .exitHandler(ExitHandler.LOG_ONLY)
                .build();
        server.start(TimeUnit.SECONDS.toMillis(30));
    }

    Path version2() {
        return directory.resolve("data").resolve("version-2");
    }

    ZooKeeper connect() throws Exception {
        CountDownLatch connected = new CountDownLatch(1);
        ZooKeeper client = new ZooKeeper(server.getConnectionString(), 5000, event -> {
            if (event.getState() == Watcher.Event.KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        if (!connected.await(20, TimeUnit.SECONDS)) {
            throw new IOException("no connection to the embedded server");
        }
        return client;
    }

    @Override
    public void close() {
        server.close();
    }
}
