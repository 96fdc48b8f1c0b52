package ordeal.harness.workload;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Properties of the stock clients: Kafka's defaults but for timeouts, which are short enough to notice faults of a few seconds. */
final class ClientProperties {
    static final int REQUEST_TIMEOUT_MS = 2_000;
    static final int DELIVERY_TIMEOUT_MS = 12_000;
    private static final int MAX_BLOCK_MS = 1_000;

    private ClientProperties() {}

    static Map<String, Object> producer(String bootstrapServers, int producer, WorkloadSettings settings) {
        Map<String, Object> properties = common(bootstrapServers, "ordeal-producer-" + producer);
        properties.put("key.serializer", ByteArraySerializer.class);
        properties.put("value.serializer", ByteArraySerializer.class);
        properties.put("acks", "all");
        properties.put("enable.idempotence", "true");
        properties.put(
                "compression.type",
                settings.codecs().get(producer % settings.codecs().size()));
        properties.put("linger.ms", "5");
        properties.put("max.block.ms", Integer.toString(MAX_BLOCK_MS));
        properties.put("delivery.timeout.ms", Integer.toString(DELIVERY_TIMEOUT_MS));
        properties.putAll(settings.producerOverrides());
        return properties;
    }

    static Map<String, Object> consumer(String bootstrapServers, String clientId) {
        Map<String, Object> properties = common(bootstrapServers, clientId);
        properties.put("key.deserializer", ByteArrayDeserializer.class);
        properties.put("value.deserializer", ByteArrayDeserializer.class);
        properties.put("enable.auto.commit", "false");
        properties.put("auto.offset.reset", "none");
        properties.put("allow.auto.create.topics", "false");
        properties.put("fetch.max.wait.ms", "200");
        properties.put("default.api.timeout.ms", "4000");
        return properties;
    }

    static Map<String, Object> admin(String bootstrapServers) {
        Map<String, Object> properties = common(bootstrapServers, "ordeal-sampler");
        properties.put("default.api.timeout.ms", "4000");
        return properties;
    }

    private static Map<String, Object> common(String bootstrapServers, String clientId) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", bootstrapServers);
        properties.put("client.id", clientId);
        properties.put("request.timeout.ms", Integer.toString(REQUEST_TIMEOUT_MS));
        properties.put("socket.connection.setup.timeout.ms", "1000");
        properties.put("socket.connection.setup.timeout.max.ms", "2000");
        properties.put("reconnect.backoff.max.ms", "500");
        properties.put("retry.backoff.max.ms", "500");
        properties.put("metadata.max.age.ms", "5000");
        properties.put("enable.metrics.push", "false");
        return properties;
    }
}
