package ordeal.harness.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.OperatorControl;
import ordeal.nemesis.port.Receipt;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ElectLeadersOptions;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** The cluster's operator: deletes {@code /controller} and ends sessions in ZooKeeper, and asks for elections through Kafka's admin protocol. */
public final class KafkaOperator implements OperatorControl {
    private static final long CONNECT_MS = 500;
    private static final int ADMIN_TIMEOUT_MS = 3_000;
    private static final long ELECTION_NANOS = TimeUnit.MILLISECONDS.toNanos(800);
    private static final long EXPIRY_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final long POLL_MS = 20;

    private final ZooKeeperSessions sessions;
    private final String chroot;
    private final String bootstrapServers;
    private final int controllerSettleMs;
    private final Function<Map<String, Object>, Admin> admins;

    /**
     * An operator who uses these ZooKeeper sessions and finds brokers at these addresses.
     *
     * @param controllerSettleMs how long a controller must have been in office before it is moved
     */
    public KafkaOperator(ZooKeeperSessions sessions, String chroot, String bootstrapServers, int controllerSettleMs) {
        this(sessions, chroot, bootstrapServers, controllerSettleMs, Admin::create);
    }

    /**
     * The same.
     *
     * @param admins makes an admin client
     */
    KafkaOperator(
            ZooKeeperSessions sessions,
            String chroot,
            String bootstrapServers,
            int controllerSettleMs,
            Function<Map<String, Object>, Admin> admins) {
        this.sessions = sessions;
        this.chroot = chroot;
        this.bootstrapServers = bootstrapServers;
        this.controllerSettleMs = controllerSettleMs;
        this.admins = admins;
    }

    @Override
    public Receipt deleteController() throws InterruptedException {
        long deadlineNanos = System.nanoTime() + ELECTION_NANOS;
        while (true) {
            try {
                return deleteControllerNow(sessions.connected(CONNECT_MS));
            } catch (KeeperException.NoNodeException e) {
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new InjectionException("/controller could not be deleted: " + e.getMessage(), e);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS); // Between two controllers: the next is being elected.
            } catch (KeeperException | IOException e) {
                throw new InjectionException("/controller could not be deleted: " + e.getMessage(), e);
            }
        }
    }

    private Receipt deleteControllerNow(ZooKeeper client) throws KeeperException, InterruptedException {
        Stat stat = new Stat();
        String data = new String(client.getData(chroot + "/controller", false, stat), StandardCharsets.UTF_8);
        client.delete(chroot + "/controller", stat.getVersion());
        return new Receipt("deleted /controller of zxid 0x%x, which held %s".formatted(stat.getCzxid(), data));
    }

    @Override
    public Optional<String> reasonToLeaveController() throws InterruptedException {
        if (controllerSettleMs == 0) {
            return Optional.empty();
        }
        try {
            Stat stat = sessions.connected(CONNECT_MS).exists(chroot + "/controller", false);
            long inOfficeMs = stat == null ? 0 : System.currentTimeMillis() - stat.getCtime();
            return reasonToLeave(inOfficeMs, controllerSettleMs);
        } catch (KeeperException | IOException e) {
            return Optional.of("ZooKeeper does not answer: " + e.getMessage());
        }
    }

    /** Whether a controller has been in office too short a time to be moved; 0 for one that is not there yet. */
    static Optional<String> reasonToLeave(long inOfficeMs, int controllerSettleMs) {
        return inOfficeMs >= controllerSettleMs
                ? Optional.empty()
                : Optional.of("the controller has been in office for less than " + controllerSettleMs
                        + " ms, and a known bug of the system waits there (--known-bugs provoke does not wait)");
    }

    @Override
    public Receipt expireSession(int broker) throws InterruptedException {
        String path = chroot + "/brokers/ids/" + broker;
        long deadlineNanos = System.nanoTime() + EXPIRY_NANOS;
        try {
            Stat before = sessions.connected(CONNECT_MS).exists(path, false);
            if (before == null) {
                throw new InjectionException("broker-" + broker + " is not registered: it has no session to lose");
            }
            long session = before.getEphemeralOwner();
            while (true) {
                boolean answered = sessions.expiry().attempt(session);
                Stat after = sessions.connected(CONNECT_MS).exists(path, false);
                if (after == null || after.getEphemeralOwner() != session) {
                    return new Receipt(expired(broker, before, after));
                }
                if (System.nanoTime() - deadlineNanos > 0) {
                    throw new InjectionException("session 0x%x of broker-%d lives on: %s"
                            .formatted(
                                    session,
                                    broker,
                                    answered ? "its own client was faster to come back" : "no server let us have it"));
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS);
            }
        } catch (KeeperException | IOException e) {
            throw new InjectionException(
                    "the session of broker-%d could not be ended: %s".formatted(broker, e.getMessage()), e);
        }
    }

    private static String expired(int broker, Stat before, @Nullable Stat after) {
        return "session 0x%x is over: the registration of broker-%d with czxid 0x%x is gone%s"
                .formatted(
                        before.getEphemeralOwner(),
                        broker,
                        before.getCzxid(),
                        after == null ? "" : ", there is one with czxid 0x%x".formatted(after.getCzxid()));
    }

    @Override
    public Receipt electPreferredLeaders() throws InterruptedException {
        Map<String, Object> config = Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.CLIENT_ID_CONFIG,
                "ordeal-operator",
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                ADMIN_TIMEOUT_MS / 2,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                ADMIN_TIMEOUT_MS);
        long deadlineNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ADMIN_TIMEOUT_MS);
        while (true) {
            // A client never forgets whom it took for the controller when it asks for an election: each attempt has its
            // own.
            try (Admin admin = admins.apply(config)) {
                return electPreferredLeaders(admin);
            } catch (ExecutionException | TimeoutException e) {
                boolean moving = e.getCause() instanceof NotControllerException;
                if (!moving || System.nanoTime() - deadlineNanos > 0) {
                    throw new InjectionException(
                            "no controller answered the request for a preferred leader election: " + e, e);
                }
                TimeUnit.MILLISECONDS.sleep(POLL_MS); // A controller was elected that clients do not know yet.
            }
        }
    }

    private static Receipt electPreferredLeaders(Admin admin)
            throws ExecutionException, TimeoutException, InterruptedException {
        Map<TopicPartition, Optional<Throwable>> results = admin.electLeaders(
                        ElectionType.PREFERRED,
                        (Set<TopicPartition>) null,
                        new ElectLeadersOptions().timeoutMs(ADMIN_TIMEOUT_MS))
                .partitions()
                .get(ADMIN_TIMEOUT_MS, TimeUnit.MILLISECONDS);
        long moved = results.values().stream().filter(Optional::isEmpty).count();
        return new Receipt("the controller answered for %d partitions: %d leaders moved, %d could not or need not"
                .formatted(results.size(), moved, results.size() - moved));
    }
}
