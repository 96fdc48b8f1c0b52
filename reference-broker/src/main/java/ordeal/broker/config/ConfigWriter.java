package ordeal.broker.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import ordeal.broker.coordination.ConfigZnode;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.CoordinationSession.Persistence;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.port.EventLoop;

/** Writes a topic's own settings, checked against the controller that is in office, and announces the change. */
final class ConfigWriter {
    private static final long RETRY_MS = 100;
    private static final int ATTEMPTS = 100;

    private final EventLoop loop;

    ConfigWriter(EventLoop loop) {
        this.loop = loop;
    }

    CompletableFuture<Void> write(
            PatientSession session, String topic, UnaryOperator<SortedMap<String, String>> change) {
        return attempt(session, topic, change, ATTEMPTS)
                .thenCompose(_ -> session.create(
                        ZnodePaths.CONFIG_CHANGE_PREFIX,
                        ConfigZnode.encodeChange(topic),
                        Persistence.PERSISTENT_SEQUENTIAL))
                .thenApply(_ -> null);
    }

    /** A conditional write to a version just read has no answer that could be mistaken: it is simply done again. */
    private CompletableFuture<Void> attempt(
            PatientSession session, String topic, UnaryOperator<SortedMap<String, String>> change, int attemptsLeft) {
        String path = ZnodePaths.topicConfig(topic);
        return session.get(ZnodePaths.CONTROLLER)
                .thenCompose(controller -> current(session, path).thenCompose(now -> {
                    SortedMap<String, String> wanted = change.apply(new TreeMap<>(now.orElseGet(TreeMap::new)));
                    byte[] data = ConfigZnode.encode(wanted);
                    if (now.isEmpty()) {
                        return session.create(path, data, Persistence.PERSISTENT)
                                .<Void>thenApply(_ -> null);
                    }
                    return session.multi(List.of(
                                    new Operation.Check(
                                            ZnodePaths.CONTROLLER,
                                            controller.stat().version()),
                                    new Operation.Set(path, data, Operation.ANY_VERSION)))
                            .<Void>thenApply(_ -> null);
                }))
                .exceptionallyCompose(failed -> {
                    Code code = PatientSession.code(failed);
                    boolean again = code == Code.NO_NODE || code == Code.NODE_EXISTS || code == Code.BAD_VERSION;
                    return again && attemptsLeft > 1
                            ? pause().thenCompose(_ -> attempt(session, topic, change, attemptsLeft - 1))
                            : CompletableFuture.failedFuture(again ? noController() : PatientSession.cause(failed));
                });
    }

    private static CompletableFuture<Optional<SortedMap<String, String>>> current(PatientSession session, String path) {
        return session.find(path).thenApply(found -> found.map(znode -> ConfigZnode.decode(path, znode.data())));
    }

    private CompletableFuture<Void> pause() {
        CompletableFuture<Void> over = new CompletableFuture<>();
        loop.schedule(RETRY_MS, () -> over.complete(null));
        return over;
    }

    private static CoordinationException noController() {
        return new CoordinationException(Code.OTHER, "no controller stayed in office long enough for the write", -1);
    }
}
