package ordeal.harness.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import ordeal.nemesis.port.InjectionException;
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

/** Sessions of a real ZooKeeper server in this process. */
@Timeout(60)
class SessionExpiryTest {
    private static final int SESSION_MS = 30_000;
    private static final String ID = "/brokers/ids/1";

    @TempDir
    private Path folder;

    private final NIOServerCnxnFactory server = new NIOServerCnxnFactory();
    private final CountDownLatch expired = new CountDownLatch(1);
    private String connect = "";
    private ZooKeeper broker;
    private ZooKeeperSessions harness;

    @BeforeEach
    void aBrokerIsRegistered() throws IOException, InterruptedException, KeeperException {
        server.configure(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
        server.startup(new ZooKeeperServer(folder.toFile(), folder.toFile(), 2_000));
        connect = "127.0.0.1:" + server.getLocalPort();
        CountDownLatch connected = new CountDownLatch(1);
        broker = new ZooKeeper(connect, SESSION_MS, event -> {
            if (event.getState() == KeeperState.SyncConnected) {
                connected.countDown();
            } else if (event.getState() == KeeperState.Expired) {
                expired.countDown();
            }
        });
        connected.await();
        create("/brokers", CreateMode.PERSISTENT);
        create("/brokers/ids", CreateMode.PERSISTENT);
        create(ID, CreateMode.EPHEMERAL);
        harness = new ZooKeeperSessions(connect, _ -> {});
        harness.connected(10_000);
    }

    @AfterEach
    void stop() throws InterruptedException {
        harness.close();
        broker.close(1_000);
        server.shutdown();
    }

    private void create(String path, CreateMode mode) throws KeeperException, InterruptedException {
        broker.create(path, new byte[0], ZooDefs.Ids.OPEN_ACL_UNSAFE, mode);
    }

    private KafkaOperator operator() {
        return new KafkaOperator(harness, "", "", 0);
    }

    @Test
    void knowsThePasswordThatTheServerGave() {
        assertThat(SessionExpiry.password(broker.getSessionId()))
                .isEqualTo(broker.getSessionPasswd())
                .isNotEqualTo(SessionExpiry.password(broker.getSessionId() + 1));
    }

    @Test
    void endsTheSessionOfAnotherWhoThenLearnsOfIt() throws InterruptedException {
        String session = Long.toHexString(broker.getSessionId()).toLowerCase(Locale.ROOT);
        assertThat(operator().expireSession(1).proof())
                .startsWith("session 0x" + session + " is over: the registration of broker-1 with czxid 0x")
                .endsWith(" is gone");
        assertThat(expired.await(20, TimeUnit.SECONDS))
                .as("the broker's client is told")
                .isTrue();
    }

    @Test
    void endsNoOtherSession() throws Exception {
        long mine = harness.connected(10_000).getSessionId();
        operator().expireSession(1);
        assertThat(harness.connected(10_000).getSessionId()).isEqualTo(mine);
        assertThat(harness.connected(10_000).exists("/brokers/ids", false)).isNotNull();
    }

    @Test
    void aBrokerThatIsNotRegisteredHasNothingToLose() {
        assertThatThrownBy(() -> operator().expireSession(2))
                .isInstanceOf(InjectionException.class)
                .hasMessage("broker-2 is not registered: it has no session to lose");
    }

    @Test
    void aServerThatIsGoneEndsNothing() {
        server.shutdown();
        assertThatThrownBy(() -> operator().expireSession(1))
                .isInstanceOf(InjectionException.class)
                .hasMessageContaining("the session of broker-1 could not be ended");
    }
}
