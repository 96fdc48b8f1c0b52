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
}
