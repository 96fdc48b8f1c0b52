package ordeal.broker.fake;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.request.TopicConfigStore;
import org.jspecify.annotations.Nullable;

/** Settings of topics in memory. */
public final class FakeTopicConfigStore implements TopicConfigStore {
    private final Map<String, Map<String, String>> byTopic = new TreeMap<>();
    private CompletableFuture<Void> known = CompletableFuture.completedFuture(null);
    private @Nullable RuntimeException failure;

    /** Lets every write fail from now on. */
    public void fail(RuntimeException with) {
        failure = with;
    }

    @Override
    public Map<String, String> overrides(String topic) {
        return byTopic.getOrDefault(topic, Map.of());
    }

    /** Nothing is known of a topic any more until this completes. */
    public void knownWhen(CompletableFuture<Void> then) {
        known = then;
    }

    @Override
    public CompletableFuture<Void> whenKnown(Collection<String> topics) {
        return known;
    }

    @Override
    public CompletableFuture<Void> replace(String topic, Map<String, String> overrides) {
        if (failure != null) {
            return CompletableFuture.failedFuture(failure);
        }
        byTopic.put(topic, Map.copyOf(overrides));
        return CompletableFuture.completedFuture(null);
    }
}
