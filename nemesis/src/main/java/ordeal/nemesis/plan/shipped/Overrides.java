package ordeal.nemesis.plan.shipped;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Settings that a directed plan needs of a run.
 *
 * @param broker properties of every broker, in Kafka's names
 * @param producer properties of every producer, in Kafka's names
 * @param run the run's own, in the words of its options: how many brokers, {@code topics}, {@code partitions},
 *     {@code replication-factor}, {@code min-insync-replicas}, {@code segment-bytes}, {@code recovery-bound}, {@code warm-up}
 */
public record Overrides(Map<String, String> broker, Map<String, String> producer, Map<String, String> run) {
    public Overrides {
        broker = Collections.unmodifiableMap(new TreeMap<>(broker));
        producer = Collections.unmodifiableMap(new TreeMap<>(producer));
        run = Collections.unmodifiableMap(new TreeMap<>(run));
    }

    /** The properties of brokers and producers alone: how many brokers and topics there are is left to the run. */
    public Overrides withoutShape() {
        return new Overrides(broker, producer, Map.of());
    }
}
