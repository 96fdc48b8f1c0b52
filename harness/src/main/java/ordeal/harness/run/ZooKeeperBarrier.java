package ordeal.harness.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import ordeal.harness.observe.ZooKeeperSessions;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.data.Stat;

/** The harness's last write to ZooKeeper: a log that holds it holds everything that was written before. */
final class ZooKeeperBarrier {
    private static final String PATH = "/ordeal-barrier";
    private static final long CONNECT_MS = 10_000;

    private ZooKeeperBarrier() {}

    /** Writes, and returns the transaction's zxid. */
    static long write(ZooKeeperSessions sessions) throws IOException, KeeperException, InterruptedException {
        Stat stat = new Stat();
        sessions.connected(CONNECT_MS)
                .create(
                        PATH,
                        "the run is over".getBytes(StandardCharsets.UTF_8),
                        ZooDefs.Ids.OPEN_ACL_UNSAFE,
                        CreateMode.PERSISTENT,
                        stat);
        return stat.getCzxid();
    }
}
