package ordeal.harness.system;

import java.util.Map;

/**
 * Timeouts and limits of a cluster under test, short enough for faults to bite within seconds.
 *
 * @param tickTimeMs ZooKeeper's tick
 * @param sessionTimeoutMs ZooKeeper session timeout of the brokers
 * @param replicaLagTimeMaxMs when a follower that lags leaves the ISR
 * @param defaultReplicationFactor replication factor of topics nobody created by hand
 * @param minInsyncReplicas the brokers' default
 * @param brokerOverrides further broker properties, which win over everything else
 */
public record ClusterTuning(
        int tickTimeMs,
        int sessionTimeoutMs,
        int replicaLagTimeMaxMs,
        int defaultReplicationFactor,
        int minInsyncReplicas,
        Map<String, String> brokerOverrides) {
    public ClusterTuning {
        brokerOverrides = Map.copyOf(brokerOverrides);
    }

    /** The session timeout that the brokers ask for: what is due of a fault depends on it. */
    public long sessionTimeoutOfBrokersMs() {
        return overridden("zookeeper.session.timeout.ms", sessionTimeoutMs);
    }

    /** The lag time that the brokers have. */
    public long replicaLagTimeOfBrokersMs() {
        return overridden("replica.lag.time.max.ms", replicaLagTimeMaxMs);
    }

    /** What is no number of milliseconds no broker starts with, and it will say so. */
    private long overridden(String property, long otherwise) {
        String given = brokerOverrides.getOrDefault(property, "");
        return given.matches("\\d{1,18}") ? Long.parseLong(given) : otherwise;
    }
}
