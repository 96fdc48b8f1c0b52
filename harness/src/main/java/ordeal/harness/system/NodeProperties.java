package ordeal.harness.system;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The configuration that every Kafka-like broker and every ZooKeeper server gets, in Kafka's and ZooKeeper's own names. */
final class NodeProperties {
    /** How far ahead ZooKeeper allocates its transaction log: small, so that a killed server leaves little behind. */
    private static final int ZOOKEEPER_PREALLOCATED_KIB = 1024;

    /** What a broker may ask for. Twenty ticks, if nothing is said, are ten seconds, and whoever asks for more is not told. */
    private static final String MAX_SESSION_TIMEOUT_MS = "60000";

    private NodeProperties() {}

    /** A broker's, with the run's overrides. A system that adds properties of its own puts the overrides last again. */
    static Map<String, String> broker(BrokerPlace place, ClusterTuning tuning) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("broker.id", Integer.toString(place.id()));
        properties.put("zookeeper.connect", place.zookeeperConnect());
        properties.put("zookeeper.session.timeout.ms", Integer.toString(tuning.sessionTimeoutMs()));
        properties.put("zookeeper.connection.timeout.ms", "30000");
        properties.put(
                "listeners",
                "PEER://%s:%d,CLIENT://%s:%d"
                        .formatted(place.bindAddress(), place.peerPort(), place.bindAddress(), place.clientBindPort()));
        properties.put(
                "advertised.listeners",
                "PEER://%s:%d,CLIENT://%s:%d"
                        .formatted(place.peerHost(), place.peerPort(), place.clientAddress(), place.clientPort()));
        properties.put("listener.security.protocol.map", "PEER:PLAINTEXT,CLIENT:PLAINTEXT");
        properties.put("inter.broker.listener.name", "PEER");
        properties.put("log.dirs", "${dir}/data");
        properties.put("default.replication.factor", Integer.toString(tuning.defaultReplicationFactor()));
        properties.put("min.insync.replicas", Integer.toString(tuning.minInsyncReplicas()));
        properties.put("auto.create.topics.enable", "true");
        properties.put("replica.lag.time.max.ms", Integer.toString(tuning.replicaLagTimeMaxMs()));
        properties.put("replica.fetch.wait.max.ms", "200");
        properties.put("replica.fetch.backoff.ms", "200");
        properties.put("replica.socket.timeout.ms", "2000");
        properties.put("controller.socket.timeout.ms", "2000");
        properties.put("request.timeout.ms", "2000");
        properties.put("controlled.shutdown.retry.backoff.ms", "500");
        properties.put("log.retention.ms", "-1");
        properties.put("log.retention.bytes", "-1");
        properties.putAll(tuning.brokerOverrides());
        return properties;
    }

    /**
     * How to start a ZooKeeper server.
     *
     * @param loggingOption names the logging library's configuration
     * @param loggingFile that configuration's name
     * @param logging its text
     */
    static Launch zookeeper(
            ZooKeeperPlace place, ClusterTuning tuning, String loggingOption, String loggingFile, String logging) {
        return new Launch(
                "org.apache.zookeeper.server.quorum.QuorumPeerMain",
                List.of(
                        loggingOption,
                        "-Dzookeeper.admin.enableServer=false",
                        "-Dzookeeper.preAllocSize=" + ZOOKEEPER_PREALLOCATED_KIB,
                        "-Dzookeeper.4lw.commands.whitelist=srvr,ruok"),
                Map.of(
                        "zoo.cfg",
                        render(zookeeperProperties(place, tuning)),
                        "myid",
                        place.id() + "\n",
                        loggingFile,
                        logging),
                List.of("${dir}/zoo.cfg"));
    }

    private static Map<String, String> zookeeperProperties(ZooKeeperPlace place, ClusterTuning tuning) {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("tickTime", Integer.toString(tuning.tickTimeMs()));
        properties.put("maxSessionTimeout", MAX_SESSION_TIMEOUT_MS);
        properties.put("dataDir", "${dir}");
        properties.put("clientPort", Integer.toString(place.clientPort()));
        properties.put("clientPortAddress", place.bindAddress());
        properties.put("maxClientCnxns", "0");
        properties.put("autopurge.purgeInterval", "0");
        properties.put("snapCount", "1000000");
        if (place.ensemble().size() > 1) {
            properties.put("initLimit", "20");
            properties.put("syncLimit", "6");
            IntStream.rangeClosed(1, place.ensemble().size())
                    .forEach(id -> properties.put(
                            "server." + id,
                            place.ensemble().get(id - 1) + ":" + place.quorumPort() + ":" + place.electionPort()));
        }
        return properties;
    }

    /** As the text of a properties file. */
    static String render(Map<String, String> properties) {
        return properties.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .collect(Collectors.joining());
    }
}
