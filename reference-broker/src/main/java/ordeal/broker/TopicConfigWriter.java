package ordeal.broker;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.TopicConfigs;
import ordeal.broker.request.TopicConfigStore;

/** The topics' settings in ZooKeeper, as requests see them. */
record TopicConfigWriter(TopicConfigs configs) implements TopicConfigStore {
    @Override
    public Map<String, String> overrides(String topic) {
        return configs.own(topic);
    }

    @Override
    public CompletableFuture<Void> whenKnown(Collection<String> topics) {
        return configs.whenKnown(topics);
    }

    @Override
    public CompletableFuture<Void> replace(String topic, Map<String, String> overrides) {
        return configs.alter(topic, _ -> new TreeMap<>(overrides));
    }
}
