package ordeal.harness.workload;

import java.util.List;
import java.util.Map;
import ordeal.checker.history.Payload;

/**
 * What the clients do.
 *
 * @param producers how many producers; producer n uses codec n modulo the number of codecs
 * @param consumers how many consumers; each reads every partition
 * @param ratePerSecond sends per second of all producers together
 * @param minSizeBytes the smallest payload
 * @param maxSizeBytes the largest payload; sizes are spread evenly over their orders of magnitude
 * @param codecs compression types in Kafka's words
 * @param producerOverrides further producer properties, which win over everything else
 */
public record WorkloadSettings(
        int producers,
        int consumers,
        double ratePerSecond,
        int minSizeBytes,
        int maxSizeBytes,
        List<String> codecs,
        Map<String, String> producerOverrides) {
    /** Kafka's compression types, all of them. */
    public static final List<String> ALL_CODECS = List.of("none", "gzip", "snappy", "lz4", "zstd");

    public WorkloadSettings {
        codecs = List.copyOf(codecs);
        producerOverrides = Map.copyOf(producerOverrides);
        if (producers < 1 || consumers < 1 || !(ratePerSecond > 0)) {
            throw new IllegalArgumentException("at least one producer, one consumer and a positive rate");
        }
        if (minSizeBytes < Payload.MIN_SIZE_BYTES
                || maxSizeBytes > Payload.MAX_SIZE_BYTES
                || minSizeBytes > maxSizeBytes) {
            throw new IllegalArgumentException("payload sizes lie between %d and %d bytes"
                    .formatted(Payload.MIN_SIZE_BYTES, Payload.MAX_SIZE_BYTES));
        }
    }

    /** Kafka's default, unless overridden. */
    public String acks() {
        return producerOverrides.getOrDefault("acks", "all").replace("-1", "all");
    }

    /** On unless overridden; Kafka refuses it for acks other than all. */
    public boolean idempotence() {
        return Boolean.parseBoolean(producerOverrides.getOrDefault("enable.idempotence", "true"));
    }

    /** Kafka's default, unless overridden. */
    public int maxInFlightRequests() {
        return Integer.parseInt(producerOverrides.getOrDefault("max.in.flight.requests.per.connection", "5"));
    }
}
