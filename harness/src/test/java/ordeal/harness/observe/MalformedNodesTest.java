package ordeal.harness.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import ordeal.harness.mesh.Await;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.server.NIOServerCnxnFactory;
import org.apache.zookeeper.server.ZooKeeperServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a view makes of nodes that no broker should have written, in a real ZooKeeper server in this process. */
@Timeout(60)
class MalformedNodesTest {
    private static final String CONTROLLER = "/controller";

    @TempDir
    private Path folder;

    private final NIOServerCnxnFactory server = new NIOServerCnxnFactory();
    private ZooKeeper broker;
    private ZooKeeperView view;

    @BeforeEach
    void aBrokerIsController() throws IOException, InterruptedException, KeeperException {
        server.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000));
        String connect = "127.0.0.1:" + server.getLocalPort();
        CountDownLatch connected = new CountDownLatch(1);
        broker = new ZooKeeper(connect, 30_000, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            }
        });
        connected.await();
        create("/brokers", "");
        create("/brokers/ids", "");
        create("/brokers/ids/1", "{}");
        create(CONTROLLER, "{\"brokerid\":1}");
        view = new ZooKeeperView(
                connect, "", new TreeSet<>(Set.of(1, 2)), new TreeSet<>(Set.of(1)), () -> OptionalInt.of(1));
        Await.until(() -> isCurrentWithController(1));
    }

    @AfterEach
    void stop() throws InterruptedException {
        view.close();
        broker.close(1_000);
        server.shutdown();
    }

    @Test
    void staysBlindOnlyAsLongAsANodeHoldsNoJson() throws Exception {
        write(CONTROLLER, "{\"brokerid\":");
        Await.until(() -> !view.now().current());
        assertThat(view.now().controller()).as("what was seen last").hasValue(1);
        assertThat(view.now().registrations()).containsOnlyKeys(1);
        write(CONTROLLER, "{\"brokerid\":2}");
        Await.until(() -> isCurrentWithController(2));
    }

    @Test
    void staysBlindOnlyAsLongAsABrokerIsRegisteredUnderNoNumber() throws Exception {
        create("/brokers/ids/one", "{}");
        Await.until(() -> !view.now().current());
        assertThat(view.now().registrations()).containsOnlyKeys(1);
        broker.delete("/brokers/ids/one", -1);
        write(CONTROLLER, "{\"brokerid\":2}");
        Await.until(() -> isCurrentWithController(2));
    }

    @Test
    void takesANodeThatHoldsNothingForOneThatSaysNothing() throws Exception {
        write(CONTROLLER, "");
        Await.until(() -> view.now().controller().isEmpty());
        assertThat(view.now().current()).isTrue();
    }

    private boolean isCurrentWithController(int id) {
        return view.now().current() && view.now().controller().equals(OptionalInt.of(id));
    }

    private void create(String path, String data) throws KeeperException, InterruptedException {
        broker.create(path, data.getBytes(StandardCharsets.UTF_8), ZooDefs.Ids.OPEN_ACL_UNSAFE, CreateMode.PERSISTENT);
    }

    private void write(String path, String data) throws KeeperException, InterruptedException {
        broker.setData(path, data.getBytes(StandardCharsets.UTF_8), -1);
    }
}
