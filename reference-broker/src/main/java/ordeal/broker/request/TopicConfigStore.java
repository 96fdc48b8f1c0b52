package ordeal.broker.request;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The settings that topics have of their own. */
public interface TopicConfigStore {
    /** What a topic has of its own, by Kafka's names, as this broker last read it; empty when nothing. */
    Map<String, String> overrides(String topic);

    /** Completes on the event loop when the settings of topics, which may be new, are those in force here; never fails. */
    CompletableFuture<Void> whenKnown(Collection<String> topics);

    /**
     * Replaces what a topic has of its own, for all brokers. Completes on the event loop when it is written; fails with a
     * {@link ordeal.broker.coordination.CoordinationException}.
     */
    CompletableFuture<Void> replace(String topic, Map<String, String> overrides);
}
