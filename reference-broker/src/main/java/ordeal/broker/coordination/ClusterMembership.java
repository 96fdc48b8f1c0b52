package ordeal.broker.coordination;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A broker's place in the cluster: its session, its registration, its broker epoch (KIP-380). When the session expires the listeners
 * drop what they held, then a new session is opened and the broker registers again, which makes a new broker epoch.
 *
 * <p>At its start a broker connects, does what it must before others take notice, and registers. When it stops it closes after its
 * data is on disk: the registration goes last.
 */
public final class ClusterMembership {
    /** Stands for: not registered. */
    public static final long NOT_REGISTERED = -1;

    private static final Logger log = LoggerFactory.getLogger(ClusterMembership.class);

    private final EventLoop loop;
    private final Coordination coordination;
    private final Journal journal;
    private final Settings settings;
    private final UuidSource ids;
    private final List<MembershipListener> listeners = new ArrayList<>();
    private final Set<Long> earlierSessions = new LinkedHashSet<>();
    private final CompletableFuture<String> connected = new CompletableFuture<>();
    private final CompletableFuture<Long> firstRegistration = new CompletableFuture<>();
    private @Nullable PatientSession session;
    private @Nullable BrokerRegistration registration;
    private @Nullable Timer connectDeadline;
    private long brokerEpoch = NOT_REGISTERED;
    private boolean ready;
    private boolean closed;

    /**
     * Whose membership it is.
     *
     * @param connectionTimeoutMs how long the first connection may take
     * @param owners says whether a registration that is there already is this broker's
     * @param onFailure told when this broker cannot stay in the cluster, after its first registration; it must stop
     */
    public record Settings(
            int brokerId,
            int sessionTimeoutMs,
            int connectionTimeoutMs,
            RegistrationOwner owners,
            Consumer<Throwable> onFailure) {}

    /** A membership that has not begun. */
    public ClusterMembership(
            EventLoop loop, Coordination coordination, Journal journal, RandomGenerator random, Settings settings) {
        this.loop = loop;
        this.coordination = coordination;
        this.journal = journal;
        this.settings = settings;
        this.ids = new UuidSource(random);
    }

    /** Adds a listener; those added first are told first. Only before {@link #connect}. */
    public void listen(MembershipListener listener) {
        listeners.add(listener);
    }

    /**
     * Opens the first session, creates the cluster's base znodes and lets the listeners read what they need.
     *
     * @return the cluster's id, when all that is done
     */
    public CompletableFuture<String> connect() {
        connectDeadline = loop.schedule(
                settings.connectionTimeoutMs(),
                () -> connected.completeExceptionally(new CoordinationException(
                        Code.CONNECTION_LOSS,
                        "no connection to ZooKeeper within " + settings.connectionTimeoutMs() + " ms",
                        -1)));
        openSession();
        return connected;
    }

    /**
     * Registers this broker, now and in every session to come.
     *
     * @return the first broker epoch; fails with {@link BrokerIdTakenException} when another broker has the id, and keeps it
     */
    public CompletableFuture<Long> register(BrokerRegistration where) {
        registration = where;
        PatientSession current = session;
        if (current != null && ready) {
            registerIn(current);
        }
        return firstRegistration;
    }

    /** The session that is open, connected or not; null between two sessions and after the end. */
    public @Nullable PatientSession session() {
        return session;
    }

    /** The broker epoch: the transaction that registered this broker; {@link #NOT_REGISTERED} while it is not. */
    public long brokerEpoch() {
        return brokerEpoch;
    }

    /** Leaves the cluster: the registration goes at once. Completes when ZooKeeper has done so, or cannot be reached. */
    public CompletableFuture<Void> close() {
        closed = true;
        PatientSession last = session;
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        listeners.forEach(MembershipListener::onExpired);
        session = null;
        brokerEpoch = NOT_REGISTERED;
        return last.close();
    }

    private void openSession() {
        Fate fate = new Fate();
        PatientSession opened = new PatientSession(coordination.connect(fate));
        fate.session = opened;
        session = opened;
        ready = false;
    }

    private void begin(PatientSession current) {
        var _ = new BaseZnodes(current, ids).ensure().whenComplete((clusterId, failed) -> {
            if (failed != null) {
                failed(current, failed);
                return;
            }
            var _ = tellSession(current, 0).whenComplete((_, failedListener) -> {
                if (failedListener != null) {
                    failed(current, failedListener);
                } else {
                    ready(current, clusterId);
                }
            });
        });
    }

    private CompletableFuture<Void> tellSession(PatientSession current, int index) {
        return index == listeners.size()
                ? CompletableFuture.completedFuture(null)
                : listeners.get(index).onSession(current).thenCompose(_ -> tellSession(current, index + 1));
    }

    private void ready(PatientSession current, String clusterId) {
        if (current != session) {
            return;
        }
        ready = true;
        if (connectDeadline != null) {
            connectDeadline.cancel();
        }
        if (registration != null) {
            registerIn(current);
        }
        connected.complete(clusterId);
    }

    private void registerIn(PatientSession current) {
        BrokerRegistration where = registration;
        if (where == null) {
            throw new IllegalStateException("nothing to register");
        }
        BrokerRegistrar registrar = new BrokerRegistrar(
                loop,
                current,
                settings.brokerId(),
                where.encode(loop.epochMs()),
                earlierSessions,
                settings.sessionTimeoutMs(),
                settings.owners());
        var _ = registrar.register().whenComplete((epoch, failed) -> {
            if (failed != null) {
                failed(current, failed);
            } else if (current == session) {
                registered(current, epoch);
            }
        });
    }

    private void registered(PatientSession current, long epoch) {
        brokerEpoch = epoch;
        log.info("broker {} is registered with broker epoch {}", settings.brokerId(), epoch);
        journal.record(new JournalEntry.Registered(current.id(), epoch));
        firstRegistration.complete(epoch);
        listeners.forEach(listener -> listener.onRegistered(current, epoch));
    }

    /** The end of the session is no failure: {@link Fate#onExpired} goes on from there. */
    private void failed(PatientSession current, Throwable thrown) {
        Throwable cause = PatientSession.cause(thrown);
        if (closed || current != session || PatientSession.code(cause) == Code.SESSION_EXPIRED) {
            return;
        }
        boolean told = connected.completeExceptionally(cause);
        told |= firstRegistration.completeExceptionally(cause);
        if (!told) {
            settings.onFailure().accept(cause);
        }
    }

    private void expired(PatientSession ended) {
        ended.ended();
        if (ended != session) {
            return;
        }
        log.warn("session 0x{} of broker {} has expired", Long.toHexString(ended.id()), settings.brokerId());
        journal.record(new JournalEntry.SessionExpired(ended.id()));
        earlierSessions.add(ended.id());
        session = null;
        ready = false;
        brokerEpoch = NOT_REGISTERED;
        listeners.forEach(MembershipListener::onExpired);
        if (!closed) {
            openSession();
        }
    }

    /** Hears of one session. */
    private final class Fate implements SessionListener {
        private @Nullable PatientSession session;
        private boolean begun;

        @Override
        public void onConnected() {
            PatientSession current = current();
            current.connected();
            if (!begun) {
                begun = true;
                log.info("session 0x{} of broker {} has begun", Long.toHexString(current.id()), settings.brokerId());
                journal.record(new JournalEntry.SessionStarted(current.id()));
                begin(current);
            }
        }

        @Override
        public void onDisconnected() {
            current().disconnected();
        }

        @Override
        public void onExpired() {
            expired(current());
        }

        private PatientSession current() {
            if (session == null) {
                throw new IllegalStateException("news of a session before connect() returned");
            }
            return session;
        }
    }
}
