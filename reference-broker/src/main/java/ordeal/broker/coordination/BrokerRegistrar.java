package ordeal.broker.coordination;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.EventLoop.Timer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers a broker in one session. An ephemeral znode that an earlier session of this same process left is replaced
 * (ZOOKEEPER-2985); one of another process is given time to go.
 */
final class BrokerRegistrar {
    private static final Logger log = LoggerFactory.getLogger(BrokerRegistrar.class);

    /** Beyond the session timeout, for ZooKeeper to notice that a session has ended. */
    static final long GRACE_MS = 2_000;

    /** Between two looks at whoever has the id. */
    private static final long LOOK_MS = 500;

    private final EventLoop loop;
    private final PatientSession session;
    private final int brokerId;
    private final byte[] payload;
    private final Set<Long> earlierSessions;
    private final long patienceMs;
    private final RegistrationOwner owners;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private String owner = "an unknown address";
    private boolean waiting;
    private boolean attempting;
    private long waitedMs;
    private @Nullable Timer nextLook;

    /**
     * A registration to be made.
     *
     * @param payload what to register
     * @param earlierSessions the sessions that this process had before
     * @param owners says whose a registration is that is there already
     */
    BrokerRegistrar(
            EventLoop loop,
            PatientSession session,
            int brokerId,
            byte[] payload,
            Set<Long> earlierSessions,
            long sessionTimeoutMs,
            RegistrationOwner owners) {
        this.loop = loop;
        this.session = session;
        this.brokerId = brokerId;
        this.payload = payload;
        this.earlierSessions = Set.copyOf(earlierSessions);
        this.patienceMs = sessionTimeoutMs + GRACE_MS;
        this.owners = owners;
    }

    /** Registers; the result is the broker epoch, or fails with {@link BrokerIdTakenException} or {@link CoordinationException}. */
    CompletableFuture<Long> register() {
        attempt();
        return result;
    }

    private void attempt() {
        if (attempting || result.isDone()) {
            return;
        }
        attempting = true;
        String path = ZnodePaths.broker(brokerId);
        List<Operation> steps = List.of(
                new Operation.Create(path, new byte[0], Persistence.EPHEMERAL), new Operation.Set(path, payload, 0));
        var _ = session.multi(steps).whenComplete((done, failed) -> {
            if (failed == null) {
                finish(done.stat(1).czxid());
            } else if (PatientSession.code(failed) == Code.NODE_EXISTS) {
                lookAtOwner();
            } else {
                fail(PatientSession.cause(failed));
            }
        });
    }

    private void lookAtOwner() {
        var _ = session.get(ZnodePaths.broker(brokerId)).whenComplete((znode, failed) -> {
            attempting = false;
            if (failed == null) {
                decide(znode);
            } else if (PatientSession.code(failed) == Code.NO_NODE) {
                attempt();
            } else {
                fail(PatientSession.cause(failed));
            }
        });
    }

    private void decide(Znode znode) {
        long ephemeralOwner = znode.stat().ephemeralOwner();
        if (owners.isOwn(ephemeralOwner, session.id())) {
            finish(znode.stat().czxid());
        } else if (earlierSessions.contains(ephemeralOwner)) {
            replace();
        } else {
            owner = address(znode);
            waitForOwner();
        }
    }

    private void replace() {
        attempting = true;
        var _ = session.delete(ZnodePaths.broker(brokerId), Operation.ANY_VERSION)
                .whenComplete((_, failed) -> {
                    attempting = false;
                    if (failed == null || PatientSession.code(failed) == Code.NO_NODE) {
                        attempt();
                    } else {
                        fail(PatientSession.cause(failed));
                    }
                });
    }

    private void waitForOwner() {
        if (waiting) {
            return;
        }
        waiting = true;
        log.info("broker id {} is registered by another broker, at {}; waiting for it to go", brokerId, owner);
        var _ = session.watch(ZnodePaths.broker(brokerId), this::attempt).whenComplete((_, failed) -> {
            if (failed == null) {
                attempt();
            } else {
                fail(PatientSession.cause(failed));
            }
        });
        lookAgain();
    }

    private void lookAgain() {
        nextLook = loop.schedule(LOOK_MS, () -> {
            long askedNanos = loop.nowNanos();
            var _ = session.find(ZnodePaths.broker(brokerId)).whenComplete((found, failed) -> {
                if (result.isDone()) {
                    return;
                }
                if (failed != null) {
                    fail(PatientSession.cause(failed));
                    return;
                }
                count(loop.nowNanos() - askedNanos);
                if (found.isPresent() && waitedMs >= patienceMs) {
                    fail(new BrokerIdTakenException(brokerId, owner, patienceMs));
                } else {
                    lookAgain();
                }
            });
        });
    }

    /** While ZooKeeper was away no session could end: those it finds when it is back get their whole time again. */
    private void count(long answerNanos) {
        waitedMs = answerNanos <= TimeUnit.MILLISECONDS.toNanos(LOOK_MS) ? waitedMs + LOOK_MS : 0;
    }

    private String address(Znode znode) {
        try {
            return BrokerRegistration.decode(brokerId, znode.data()).address();
        } catch (MalformedZnodeException e) {
            log.warn("broker id {} is registered by somebody who does not say where it is", brokerId, e);
            return "an unknown address";
        }
    }

    private void finish(long brokerEpoch) {
        attempting = false;
        end();
        result.complete(brokerEpoch);
    }

    private void fail(Throwable reason) {
        attempting = false;
        end();
        result.completeExceptionally(reason);
    }

    private void end() {
        if (nextLook != null) {
            nextLook.cancel();
        }
    }
}
