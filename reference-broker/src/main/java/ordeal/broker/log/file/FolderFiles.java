package ordeal.broker.log.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import ordeal.broker.log.LogStorage.Identity;
import org.apache.kafka.common.Uuid;

/** The small files of a broker's folder and of a partition's that hold properties. */
final class FolderFiles {
    /** Whose folder it is. */
    static final String META = "meta.properties";
    /** There when the broker stopped cleanly. */
    static final String CLEAN_MARK = ".kafka_cleanshutdown";
    /** Locked by the broker that uses the folder. */
    static final String LOCK = ".lock";

    private static final String BROKER_ID = "broker.id";
    private static final String CLUSTER_ID = "cluster.id";
    private static final String TOPIC_ID = "topic_id";

    private FolderFiles() {}

    /** {@code meta.properties} in the version that ZooKeeper-era brokers write. */
    static byte[] encodeIdentity(Identity identity) {
        return "version=0\n%s=%d\n%s=%s\n"
                .formatted(BROKER_ID, identity.brokerId(), CLUSTER_ID, identity.clusterId())
                .getBytes(UTF_8);
    }

    /** Whose folder it is; empty when that was never written down. */
    static Optional<Identity> readIdentity(Path file) throws IOException {
        Properties properties = properties(file);
        String brokerId = properties.getProperty(BROKER_ID, "");
        String clusterId = properties.getProperty(CLUSTER_ID, "");
        return brokerId.matches("\\d+") && !clusterId.isEmpty()
                ? Optional.of(new Identity(Integer.parseInt(brokerId), clusterId))
                : Optional.empty();
    }

    /** {@code partition.metadata}. */
    static byte[] encodeTopicId(Uuid topicId) {
        return "version: 0\n%s: %s".formatted(TOPIC_ID, topicId).getBytes(UTF_8);
    }

    /** The topic's id; {@link Uuid#ZERO_UUID} when it was never written down. */
    static Uuid readTopicId(Path file) throws IOException {
        String topicId = properties(file).getProperty(TOPIC_ID);
        try {
            return topicId == null ? Uuid.ZERO_UUID : Uuid.fromString(topicId);
        } catch (IllegalArgumentException _) {
            return Uuid.ZERO_UUID;
        }
    }

    /** {@code .kafka_cleanshutdown}. */
    static byte[] encodeCleanMark(long brokerEpoch) {
        return "{\"version\":0,\"brokerEpoch\":%d}".formatted(brokerEpoch).getBytes(UTF_8);
    }

    private static Properties properties(Path file) throws IOException {
        Properties properties = new Properties();
        if (Files.exists(file)) {
            properties.load(new StringReader(Files.readString(file)));
        }
        return properties;
    }
}
