package ordeal.harness.observe;

import java.io.IOException;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.StaticHostProvider;
import org.apache.zookeeper.client.ZKClientConfig;

/**
 * Ends somebody else's session as if it had expired. Whoever knows a session's id and password is its client, and a server makes the
 * password from the id alone ({@link #password}). So a second client takes the session over, by which the server ends the connection of
 * the first, and closes it before the first has connected again. The first then learns that its session has expired.
 *
 * @param connect the ensemble's connection string, without chroot
 */
record SessionExpiry(String connect) {
    /** A client gives each of three servers a third of it to connect. */
    private static final int TIMEOUT_MS = 2_000;

    private static final int PASSWORD_BYTES = 16;
    /** The constant of {@code org.apache.zookeeper.server.ZooKeeperServer}, the same since its first release. */
    private static final long SERVER_SECRET = 0xB3415C00L;

    /** The password that a server gave to the client of a session. */
    static byte[] password(long sessionId) {
        byte[] password = new byte[PASSWORD_BYTES];
        new Random(sessionId ^ SERVER_SECRET).nextBytes(password);
        return password;
    }

    /**
     * Tries once to end a session. Whether it is over the caller has to see for itself: its own client may have been faster to come back,
     * or no server may have answered in time.
     *
     * @return whether a server has let this client in, or has said that there is no such session
     */
    boolean attempt(long sessionId) throws IOException, InterruptedException {
        CountDownLatch answered = new CountDownLatch(1);
        ZKClientConfig config = new ZKClientConfig();
        config.setProperty(ZKClientConfig.ENABLE_CLIENT_SASL_KEY, "false");
        ZooKeeper client = new ZooKeeper(
                connect,
                TIMEOUT_MS,
                event -> {
                    if (event.getState() == KeeperState.SyncConnected || event.getState() == KeeperState.Expired) {
                        answered.countDown();
                    }
                },
                sessionId,
                password(sessionId),
                false,
                new StaticHostProvider(new ConnectStringParser(connect).getServerAddresses()),
                config);
        try {
            return answered.await(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } finally {
            client.close(); // this ends the session
        }
    }
}
