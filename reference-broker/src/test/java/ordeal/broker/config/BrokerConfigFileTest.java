package ordeal.broker.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerConfigFileTest {
    private static final String LEAST = """
            broker.id=1
            zookeeper.connect=zookeeper-1:2181,zookeeper-2:2181/kafka-main
            listeners=PEER://127.0.0.1:9092,CLIENT://127.0.0.1:9093
            listener.security.protocol.map=PEER:PLAINTEXT,CLIENT:PLAINTEXT
            inter.broker.listener.name=PEER
            """;

    /** What the harness gives to Apache Kafka; this broker must take the same. */
    private static final String AS_FOR_KAFKA = """
            broker.id=2
            zookeeper.connect=zookeeper-1:2181/kafka
            zookeeper.session.timeout.ms=3000
            zookeeper.connection.timeout.ms=30000
            listeners=PEER://127.0.0.1:9092,CLIENT://127.0.0.1:9093
            advertised.listeners=PEER://broker-2:19092,CLIENT://127.60.0.2:9093
            listener.security.protocol.map=PEER:PLAINTEXT,CLIENT:PLAINTEXT
            inter.broker.listener.name=PEER
            log.dirs=/data/2
            default.replication.factor=3
            min.insync.replicas=2
            offsets.topic.replication.factor=3
            offsets.topic.num.partitions=3
            auto.create.topics.enable=true
            replica.lag.time.max.ms=2000
            replica.fetch.wait.max.ms=200
            replica.fetch.backoff.ms=200
            replica.socket.timeout.ms=2000
            controller.socket.timeout.ms=2000
            request.timeout.ms=2000
            controlled.shutdown.retry.backoff.ms=500
            log.cleaner.dedupe.buffer.size=8388608
            log.retention.ms=-1
            log.retention.bytes=-1
            num.network.threads=2
            num.io.threads=4
            background.threads=2
            log.flush.interval.messages=1
            unclean.leader.election.enable=true
            """;

    @Test
    void takesWhatTheHarnessGivesToApacheKafka() {
        BrokerConfigFile file = BrokerConfigFile.parse(AS_FOR_KAFKA, "here");
        BrokerConfig config = file.config();
        assertThat(config.brokerId()).isEqualTo(2);
        assertThat(config.zookeeper())
                .isEqualTo(new BrokerConfig.ZooKeeper("zookeeper-1:2181", "/kafka", 3000, 30_000));
        assertThat(config.peerListener())
                .isEqualTo(new BrokerConfig.Listener("PEER", "127.0.0.1", 9092, "broker-2", 19_092));
        assertThat(config.clientListener())
                .isEqualTo(new BrokerConfig.Listener("CLIENT", "127.0.0.1", 9093, "127.60.0.2", 9093));
        assertThat(config.topicDefaults().syncBeforeCounting()).isTrue();
        assertThat(config.topicDefaults().retentionMs()).isEqualTo(-1);
        assertThat(config.topicDefaults().uncleanLeaderElection()).isTrue();
        assertThat(config.replication().lagTimeMaxMs()).isEqualTo(2000);
        assertThat(file.withoutEffect())
                .containsExactly(
                        "background.threads",
                        "log.cleaner.dedupe.buffer.size",
                        "num.io.threads",
                        "num.network.threads",
                        "offsets.topic.num.partitions",
                        "offsets.topic.replication.factor");
    }

    @Test
    void hasKafkasDefaults() {
        BrokerConfig config = BrokerConfigFile.parse(LEAST, "here").config();
        assertThat(config.zookeeper())
                .isEqualTo(
                        new BrokerConfig.ZooKeeper("zookeeper-1:2181,zookeeper-2:2181", "/kafka-main", 18_000, 18_000));
        assertThat(config.topicDefaults())
                .isEqualTo(new TopicSettings(
                        1 << 30,
                        604_800_000,
                        10 << 20,
                        4096,
                        604_800_000,
                        -1,
                        60_000,
                        Long.MAX_VALUE,
                        Long.MAX_VALUE,
                        1_048_588,
                        false,
                        1,
                        false));
        assertThat(config.network()).isEqualTo(new BrokerConfig.Network(100 << 20, 600_000, 57_671_680, 30_000));
        assertThat(config.replication())
                .isEqualTo(new BrokerConfig.Replication(30_000, 500, 1, 1 << 20, 10 << 20, 1000, 30_000, 5000));
        assertThat(config.controller())
                .isEqualTo(new BrokerConfig.Controller(30_000, true, 300_000, 10, true, 3, 5000));
        assertThat(config.topics()).isEqualTo(new BrokerConfig.Topics(1, 1, true, true));
        assertThat(config.logDir()).isEqualTo("/tmp/kafka-logs");
        assertThat(config.rack()).isNull();
    }

    @Test
    void reportsEverythingThatIsWrongWithItsPlace() {
        List<String> errors = errors(LEAST + """
                # a comment that ends in a backslash does not go on \\
                num.partitons=3
                ssl.keystore.location=/keys
                log.segment.bytes=many
                min.insync.replicas=0
                compression.type=zstd
                """);
        assertThat(errors).hasSize(5);
        assertThat(errors.get(0)).contains("line 7", "num.partitons=3", "did you mean num.partitions?");
        assertThat(errors.get(1)).contains("line 8", "ssl.keystore.location", "no encryption");
        assertThat(errors).anySatisfy(error -> assertThat(error).contains("line 9", "log.segment.bytes=many"));
        assertThat(errors).anySatisfy(error -> assertThat(error).contains("line 10", "at least 1"));
        assertThat(errors).anySatisfy(error -> assertThat(error).contains("line 11", "producer"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            listeners=PEER://127.0.0.1:9092                                   | must name two
            listeners=PEER://127.0.0.1:9092,CLIENT:9093                       | is not NAME://host:port
            listeners=PEER://127.0.0.1:9092,CLIENT://0.0.0.0:9093             | 0.0.0.0 cannot be told
            inter.broker.listener.name=PLAINTEXT                              | must be one of the listeners
            listener.security.protocol.map=PEER:PLAINTEXT                     | says nothing of listener CLIENT
            listener.security.protocol.map=PEER:PLAINTEXT,CLIENT:SSL          | wants SSL
            advertised.listeners=PEER://a:1                                   | must advertise listener CLIENT
            advertised.listeners=PEER://a:1,CLIENT://b:2,OTHER://c:3          | is not one of the listeners
            log.dirs=/a,/b                                                    | must name a single folder
            log.retention.ms=0                                                | must be at least 1, or -1
            log.cleanup.policy=compact                                        | delete
            replica.fetch.wait.max.ms=40000                                   | must not be above
            authorizer.class.name=x                                           | there is no authorizer
            process.roles=broker                                              | there is no KRaft mode
            broker.id=-1                                                      | at least 0
            broker.id=                                                        | broker.id
            """)
    void refuses(String line, String message) {
        assertThat(errors(LEAST + line)).anySatisfy(error -> assertThat(error).contains(message));
    }

    @Test
    void needsWhatHasNoDefault() {
        assertThat(errors("")).hasSize(4).allSatisfy(error -> assertThat(error).contains("no default"));
    }

    @Test
    void shorterUnitsOfTimeWin() {
        String both = LEAST + "log.retention.hours=1\nlog.retention.minutes=2\nlog.roll.hours=1\nlog.roll.ms=5\n";
        TopicSettings settings = BrokerConfigFile.parse(both, "here").config().topicDefaults();
        assertThat(settings.retentionMs()).isEqualTo(120_000);
        assertThat(settings.segmentMs()).isEqualTo(5);
    }

    @Test
    void listenersThatBindEveryAddressAreToldByTheMachinesName() {
        BrokerConfig config = BrokerConfigFile.parse(LEAST + "listeners=PEER://:0,CLIENT://:9093", "here")
                .config();
        assertThat(config.peerListener()).isEqualTo(new BrokerConfig.Listener("PEER", "", 0, "here", 0));
        assertThat(config.clientListener()).isEqualTo(new BrokerConfig.Listener("CLIENT", "", 9093, "here", 9093));
    }

    @Test
    void valuesMayGoOnInTheNextLine() {
        BrokerConfig config = BrokerConfigFile.parse(LEAST + "log.dirs=/one/\\\n  two\nbroker.rack = r \n", "here")
                .config();
        assertThat(config.logDir()).isEqualTo("/one/two");
        assertThat(config.rack()).isEqualTo("r");
    }

    @Test
    void tellsTheValueOfEveryPropertyThatHasAnEffect() {
        List<ConfigEntry> entries =
                BrokerConfigFile.parse(LEAST + "num.partitions=7", "here").entries();
        assertThat(entries).extracting(ConfigEntry::name).isSorted().contains("journal.dir");
        assertThat(entries)
                .filteredOn(entry -> entry.name().equals("num.partitions"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.value() + entry.set()).isEqualTo("7true"));
    }

    private static List<String> errors(String text) {
        BrokerConfigException thrown =
                catchThrowableOfType(BrokerConfigException.class, () -> BrokerConfigFile.parse(text, "here"));
        assertThat(thrown).as("refused").isNotNull();
        return thrown.errors();
    }
}
