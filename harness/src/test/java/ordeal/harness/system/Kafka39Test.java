package ordeal.harness.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Kafka39Test {
    private static final BrokerPlace PLACE =
            new BrokerPlace(2, "127.60.254.2", "broker-2", 9092, "127.60.0.2", 9093, 9093, "zookeeper-1:2181/kafka");

    private final SystemUnderTest kafka = Systems.named("kafka-3.9").orElseThrow();

    @Test
    void isUnmodifiedKafkaOfTheThirdNinthLine() {
        assertThat(kafka.version()).startsWith("3.9.");
        assertThat(kafka.classPath())
                .isInstanceOfSatisfying(
                        ClassPath.Fetched.class,
                        fetched -> assertThat(fetched.artifacts().getFirst().toString())
                                .isEqualTo("org.apache.kafka:kafka_2.13:" + kafka.version()));
        assertThat(kafka.javaVersions().contains(25)).isTrue();
        assertThat(kafka.javaVersions().contains(8)).isFalse();
    }

    @Test
    void knowsPeersByNameAndTellsClientsALiteralAddress() throws IOException {
        Properties properties = broker(Map.of());
        assertThat(properties.getProperty("listeners"))
                .isEqualTo("PEER://127.60.254.2:9092,CLIENT://127.60.254.2:9093");
        assertThat(properties.getProperty("advertised.listeners"))
                .isEqualTo("PEER://broker-2:9092,CLIENT://127.60.0.2:9093");
        assertThat(properties.getProperty("inter.broker.listener.name")).isEqualTo("PEER");
        assertThat(properties.getProperty("zookeeper.connect")).isEqualTo("zookeeper-1:2181/kafka");
        assertThat(properties.getProperty("broker.id")).isEqualTo("2");
    }

    @Test
    void hasTimeoutsThatBiteWithinSeconds() throws IOException {
        Properties properties = broker(Map.of());
        assertThat(properties)
                .containsEntry("zookeeper.session.timeout.ms", "3000")
                .containsEntry("replica.lag.time.max.ms", "2000")
                .containsEntry("replica.fetch.wait.max.ms", "200")
                .containsEntry("replica.socket.timeout.ms", "2000")
                .containsEntry("controller.socket.timeout.ms", "2000")
                .containsEntry("log.cleaner.dedupe.buffer.size", "8388608")
                .containsEntry("log.retention.ms", "-1")
                .containsEntry("log.retention.bytes", "-1")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("default.replication.factor", "3");
    }

    @Test
    void letsOverridesWinOverEverything() throws IOException {
        Properties properties =
                broker(Map.of("replica.lag.time.max.ms", "9000", "unclean.leader.election.enable", "true"));
        assertThat(properties)
                .containsEntry("replica.lag.time.max.ms", "9000")
                .containsEntry("unclean.leader.election.enable", "true");
    }

    @Test
    void writesEveryKeyOnce() {
        Launch launch = kafka.broker(PLACE, tuning(Map.of("log.retention.ms", "5")));
        Set<String> keys = new HashSet<>();
        Objects.requireNonNull(launch.files().getOrDefault("server.properties", ""))
                .lines()
                .forEach(line -> assertThat(keys.add(line.substring(0, line.indexOf('='))))
                        .as(line)
                        .isTrue());
    }

    @Test
    void startsASingleZooKeeperWithoutAnEnsemble() throws IOException {
        Properties properties = zookeeper(List.of("zookeeper-1"));
        assertThat(properties.stringPropertyNames()).noneMatch(key -> key.startsWith("server."));
        assertThat(properties)
                .containsEntry("tickTime", "500")
                .containsEntry("maxSessionTimeout", "60000")
                .containsEntry("clientPortAddress", "127.60.254.101")
                .containsEntry("autopurge.purgeInterval", "0");
    }

    @Test
    void namesEveryServerOfAnEnsemble() throws IOException {
        Properties properties = zookeeper(List.of("zookeeper-1", "zookeeper-2", "zookeeper-3"));
        assertThat(properties)
                .containsEntry("server.1", "zookeeper-1:2888:3888")
                .containsEntry("server.3", "zookeeper-3:2888:3888");
    }

    @Test
    void keepsZooKeepersLogReadable() {
        Launch launch = kafka.zookeeper(zookeeperPlace(List.of("zookeeper-1")), tuning(Map.of()));
        // A mebibyte at a time: DESIGN section 3 asks for it, and probes need the four-letter word.
        assertThat(launch.jvmOptions())
                .contains("-Dzookeeper.preAllocSize=1024", "-Dzookeeper.4lw.commands.whitelist=srvr,ruok");
        assertThat(launch.files()).containsEntry("myid", "1\n");
    }

    private Properties broker(Map<String, String> overrides) throws IOException {
        return parse(kafka.broker(PLACE, tuning(overrides)).files().getOrDefault("server.properties", ""));
    }

    private Properties zookeeper(List<String> ensemble) throws IOException {
        return parse(kafka.zookeeper(zookeeperPlace(ensemble), tuning(Map.of()))
                .files()
                .getOrDefault("zoo.cfg", ""));
    }

    private static ZooKeeperPlace zookeeperPlace(List<String> ensemble) {
        return new ZooKeeperPlace(1, "127.60.254.101", 2181, 2888, 3888, ensemble);
    }

    private static ClusterTuning tuning(Map<String, String> overrides) {
        return new ClusterTuning(500, 3000, 2000, 3, 2, overrides);
    }

    private static Properties parse(String text) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        return properties;
    }
}
