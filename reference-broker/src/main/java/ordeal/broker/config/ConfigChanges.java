package ordeal.broker.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import ordeal.broker.coordination.ConfigZnode;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.MalformedZnodeException;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.port.EventLoop;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the announcements of changed settings. An announcement only says where to look: the settings themselves are read anew. Old
 * announcements are deleted by whoever comes across them.
 */
final class ConfigChanges {
    private static final Logger log = LoggerFactory.getLogger(ConfigChanges.class);
    private static final long KEEP_MS = 15 * 60 * 1000;
    private static final String TOPIC = "topics/";

    private final EventLoop loop;
    private final BiFunction<PatientSession, String, CompletableFuture<Void>> reread;
    private final Map<String, Long> seenAtMs = new TreeMap<>();

    /**
     * A follower.
     *
     * @param reread reads the settings of a topic
     */
    ConfigChanges(EventLoop loop, BiFunction<PatientSession, String, CompletableFuture<Void>> reread) {
        this.loop = loop;
        this.reread = reread;
    }

    /** Begins to follow in a session. Announcements that are there already are of settings that are about to be read anyway. */
    CompletableFuture<Void> begin(PatientSession session) {
        return session.watch(ZnodePaths.CONFIG_CHANGES, () -> onChange(session))
                .thenCompose(_ -> session.children(ZnodePaths.CONFIG_CHANGES))
                .thenAccept(names -> names.forEach(name -> seenAtMs.putIfAbsent(name, loop.epochMs())));
    }

    private void onChange(PatientSession session) {
        var _ = session.children(ZnodePaths.CONFIG_CHANGES)
                .thenCompose(names -> follow(session, names))
                .exceptionally(failed -> {
                    log.warn(
                            "cannot follow the changes of settings: {}",
                            PatientSession.cause(failed).toString());
                    return null;
                });
    }

    private CompletableFuture<Void> follow(PatientSession session, List<String> names) {
        seenAtMs.keySet().retainAll(names);
        List<CompletableFuture<?>> work = new ArrayList<>();
        long now = loop.epochMs();
        for (String name : names) {
            if (seenAtMs.putIfAbsent(name, now) == null) {
                work.add(apply(session, ZnodePaths.CONFIG_CHANGES + "/" + name));
            } else if (now - seenAtMs.getOrDefault(name, now) > KEEP_MS) {
                work.add(
                        ignoringAbsence(session.delete(ZnodePaths.CONFIG_CHANGES + "/" + name, Operation.ANY_VERSION)));
            }
        }
        return CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> apply(PatientSession session, String path) {
        return ignoringAbsence(session.get(path).thenCompose(znode -> {
            String entity = entity(path, znode.data());
            return entity.startsWith(TOPIC)
                    ? reread.apply(session, entity.substring(TOPIC.length()))
                    : CompletableFuture.completedFuture(null);
        }));
    }

    private static String entity(String path, byte[] data) {
        try {
            return ConfigZnode.changedEntity(path, data);
        } catch (MalformedZnodeException e) {
            log.warn("an announcement is left out", e);
            return "";
        }
    }

    private static CompletableFuture<Void> ignoringAbsence(CompletableFuture<Void> operation) {
        return PatientSession.except(operation, Code.NO_NODE, () -> CompletableFuture.completedFuture(null));
    }
}
