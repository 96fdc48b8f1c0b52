package ordeal.broker.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import ordeal.broker.coordination.ConfigZnode;
import ordeal.broker.coordination.CoordinationException;
import ordeal.broker.coordination.CoordinationException.Code;
import ordeal.broker.coordination.MalformedZnodeException;
import ordeal.broker.coordination.MembershipListener;
import ordeal.broker.coordination.PatientSession;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.port.EventLoop;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of topics: read when a session begins, before this broker registers, and again whenever a change is announced or a
 * topic's settings appear. Between two sessions what was read last stays in force.
 */
public final class TopicConfigs implements MembershipListener {
    private static final Logger log = LoggerFactory.getLogger(TopicConfigs.class);

    private final TopicSettings defaults;
    private final ConfigChanges changes;
    private final ConfigWriter writer;
    private final Map<String, SortedMap<String, String>> own = new TreeMap<>();
    private final Map<String, TopicSettings> inForce = new TreeMap<>();
    private final List<Consumer<String>> listeners = new ArrayList<>();
    private @Nullable PatientSession session;

    /** Knows nothing yet; it must listen to the membership. */
    public TopicConfigs(EventLoop loop, TopicSettings defaults) {
        this.defaults = defaults;
        this.changes = new ConfigChanges(loop, this::reread);
        this.writer = new ConfigWriter(loop);
    }

    /** The settings in force for a topic, as far as this broker has heard; the broker's defaults for a topic without its own. */
    public TopicSettings settings(String topic) {
        return inForce.getOrDefault(topic, defaults);
    }

    /** The settings a topic has of its own, as far as this broker has heard. */
    public Map<String, String> own(String topic) {
        return own.getOrDefault(topic, new TreeMap<>());
    }

    /** All settings that a topic with these of its own would have. */
    public List<ConfigEntry> describe(Map<String, String> ownSettings) {
        return TopicConfigDefinition.entries(ownSettings, defaults);
    }

    /** Tells of every topic whose settings have changed, by its name. */
    public void listen(Consumer<String> listener) {
        listeners.add(listener);
    }

    /**
     * Sees to it that the settings of topics are known, because they may have been written a moment ago and not been announced yet. A
     * topic that is led before its settings are known would be led by other rules than its own.
     *
     * @return completes at once when all of them have been read before, else when they have been read; never fails: without a session
     *     what is known so far stays in force
     */
    public CompletableFuture<Void> whenKnown(Collection<String> topics) {
        PatientSession current = session;
        List<String> missing =
                topics.stream().filter(topic -> !own.containsKey(topic)).toList();
        return current == null || missing.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : readEach(current, missing).exceptionally(failed -> {
                    log.warn(
                            "cannot read the settings of {}: {}",
                            missing,
                            PatientSession.cause(failed).toString());
                    return null;
                });
    }

    /**
     * Changes a topic's own settings and announces it. The write is refused by ZooKeeper when the controller has changed since it was
     * prepared, and then prepared again; among those who write at once the last one wins.
     *
     * @param change from the settings there are to those that shall be; without a {@link TopicConfigDefinition#validate error}
     * @return completes when written; fails with {@link CoordinationException}
     */
    public CompletableFuture<Void> alter(String topic, UnaryOperator<SortedMap<String, String>> change) {
        PatientSession current = session;
        return current == null
                ? CompletableFuture.failedFuture(
                        new CoordinationException(Code.SESSION_EXPIRED, "there is no session", -1))
                : writer.write(current, topic, change).thenCompose(_ -> reread(current, topic));
    }

    @Override
    public CompletableFuture<Void> onSession(PatientSession opened) {
        session = opened;
        return opened.watch(ZnodePaths.TOPIC_CONFIGS, () -> onTopicsChanged(opened))
                .thenCompose(_ -> changes.begin(opened))
                .thenCompose(_ -> readAll(opened));
    }

    @Override
    public void onExpired() {
        session = null;
    }

    /** Reads all of them: a topic that was deleted and made again between two looks has not moved, but its settings may have. */
    private void onTopicsChanged(PatientSession opened) {
        var _ = readAll(opened).exceptionally(failed -> {
            log.warn(
                    "cannot read the topics' settings: {}",
                    PatientSession.cause(failed).toString());
            return null;
        });
    }

    private CompletableFuture<Void> readAll(PatientSession opened) {
        return opened.children(ZnodePaths.TOPIC_CONFIGS).thenCompose(topics -> {
            forgetOthers(topics);
            return readEach(opened, topics);
        });
    }

    private void forgetOthers(List<String> topics) {
        TreeSet<String> gone = new TreeSet<>(own.keySet());
        topics.forEach(gone::remove);
        gone.forEach(topic -> apply(topic, Optional.empty()));
    }

    private CompletableFuture<Void> readEach(PatientSession opened, List<String> topics) {
        return CompletableFuture.allOf(
                topics.stream().map(topic -> reread(opened, topic)).toArray(CompletableFuture[]::new));
    }

    private CompletableFuture<Void> reread(PatientSession opened, String topic) {
        String path = ZnodePaths.topicConfig(topic);
        return opened.find(path).thenAccept(found -> apply(topic, found.flatMap(znode -> decode(path, znode.data()))));
    }

    /** What somebody else wrote and makes no sense must not stop this broker: it is left out, and said so. */
    private static Optional<SortedMap<String, String>> decode(String path, byte[] data) {
        try {
            SortedMap<String, String> usable = new TreeMap<>(ConfigZnode.decode(path, data));
            usable.entrySet().removeIf(setting -> {
                List<String> errors = TopicConfigDefinition.validate(Map.of(setting.getKey(), setting.getValue()));
                errors.forEach(error -> log.warn("a setting in {} is left out: {}", path, error));
                return !errors.isEmpty();
            });
            return Optional.of(usable);
        } catch (MalformedZnodeException e) {
            log.warn("the settings in {} are left out", path, e);
            return Optional.empty();
        }
    }

    private void apply(String topic, Optional<SortedMap<String, String>> settings) {
        TopicSettings before = settings(topic);
        if (settings.isEmpty()) {
            own.remove(topic);
            inForce.remove(topic);
        } else {
            own.put(topic, settings.get());
            inForce.put(topic, TopicConfigDefinition.apply(settings.get(), defaults));
        }
        if (!before.equals(settings(topic))) {
            log.info("settings of {}: {}", topic, own(topic));
            List.copyOf(listeners).forEach(listener -> listener.accept(topic));
        }
    }
}
