package ordeal.broker.config;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.NonEmptyString;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.ValidString;
import org.jspecify.annotations.Nullable;

/**
 * The properties that have an effect on this broker: names, types, ranges and defaults as Apache Kafka 3.9 has them in ZooKeeper mode,
 * and Ordeal's own two.
 *
 * <p>A default of null means that another property says what holds; a value of -1 where Kafka has one means the same as there.
 */
final class BrokerProperties {
    private static final int WEEK_HOURS = 7 * 24;

    /** All of them. */
    static final ConfigDef DEFINITION = definition();

    private BrokerProperties() {}

    private static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        identity(new Group(definition));
        topics(new Group(definition));
        logs(new Group(definition));
        replication(new Group(definition));
        controller(new Group(definition));
        network(new Group(definition));
        return definition;
    }

    private static void identity(Group group) {
        group.needed("broker.id", ConfigDef.Type.INT, Range.atLeast(0), "The broker's id. Ids are not generated here.");
        group.text("broker.rack", null, "Where the broker stands.");
        group.needed(
                "zookeeper.connect",
                ConfigDef.Type.STRING,
                new NonEmptyString(),
                "host:port pairs, then perhaps a path.");
        group.number("zookeeper.session.timeout.ms", 18_000, 1, "After how long of silence ZooKeeper ends a session.");
        group.optional(
                "zookeeper.connection.timeout.ms",
                ConfigDef.Type.INT,
                "How long the first connection to ZooKeeper may take.");
        group.needed(
                "listeners",
                ConfigDef.Type.STRING,
                new NonEmptyString(),
                "Where to listen: one NAME://host:port for brokers and" + " one for clients.");
        group.text("advertised.listeners", null, "What others are told; as listeners where it is missing.");
        group.text(
                "listener.security.protocol.map",
                "PLAINTEXT:PLAINTEXT,SSL:SSL,SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL",
                "The security protocol of each listener's name; PLAINTEXT is the only one there is here.");
        group.needed(
                "inter.broker.listener.name",
                ConfigDef.Type.STRING,
                new NonEmptyString(),
                "Which of the listeners is for brokers.");
        group.text("journal.dir", null, "Ordeal's own: where the protocol journal lies.");
        group.text("planted.bug", null, "Ordeal's own: the rules to break on purpose.");
    }

    private static void topics(Group group) {
        group.number("default.replication.factor", 1, 1, "Replicas of a topic that does not say how many.");
        group.number("num.partitions", 1, 1, "Partitions of a topic that does not say how many.");
        group.flag("auto.create.topics.enable", true, "Whether asking for a topic creates it.");
        group.flag("delete.topic.enable", true, "Whether topics can be deleted.");
        group.number("min.insync.replicas", 1, 1, "How many in-sync replicas a send with acks=all needs.");
        group.flag("unclean.leader.election.enable", false, "Whether a replica from outside the ISR may lead.");
        group.choice("compression.type", TopicConfigDefinition.COMPRESSION_TYPE, "Batches stay as they were sent.");
        group.choice("log.cleanup.policy", TopicConfigDefinition.CLEANUP_POLICY, "Old segments are deleted.");
        group.choice(
                "log.message.timestamp.type",
                TopicConfigDefinition.CREATE_TIME,
                "Whose clock a record's timestamp shows.",
                TopicConfigDefinition.LOG_APPEND_TIME);
        group.number("message.max.bytes", 1_048_588, 0, "Greatest size of a batch.");
    }

    private static void logs(Group group) {
        group.text("log.dirs", null, "The folder of all logs; log.dir where it is missing.");
        group.text("log.dir", "/tmp/kafka-logs", "The folder of all logs, if log.dirs is missing.");
        group.number("log.segment.bytes", 1 << 30, 14, "Size at which a segment is closed.");
        group.optional("log.roll.ms", ConfigDef.Type.LONG, "Age at which a segment is closed.");
        group.number("log.roll.hours", WEEK_HOURS, 1, "The same in hours, if log.roll.ms is missing.");
        group.optional("log.retention.ms", ConfigDef.Type.LONG, "How long records are kept; -1 for ever.");
        group.optional(
                "log.retention.minutes", ConfigDef.Type.INT, "The same in minutes, if log.retention.ms is missing.");
        group.number("log.retention.hours", WEEK_HOURS, -1, "The same in hours, if neither is there.");
        group.bigNumber("log.retention.bytes", -1, Long.MIN_VALUE, "How much of a partition is kept; -1 for all.");
        group.bigNumber("log.retention.check.interval.ms", 300_000, 1, "How often old segments are looked for.");
        group.number("log.index.size.max.bytes", 10 << 20, 4, "Greatest size of an offset index.");
        group.number("log.index.interval.bytes", 4096, 0, "How many bytes of log lie between two index entries.");
        group.bigNumber("log.segment.delete.delay.ms", 60_000, 0, "How long files of deleted segments stay.");
        group.bigNumber("log.flush.interval.messages", Long.MAX_VALUE, 1, "How many records may be unsynced.");
        group.optional("log.flush.interval.ms", ConfigDef.Type.LONG, "How long a record may be unsynced.");
        group.bigNumber(
                "log.flush.scheduler.interval.ms", Long.MAX_VALUE, 1, "How often records to be synced are looked for.");
        group.number(
                "log.flush.offset.checkpoint.interval.ms", 60_000, 0, "How often recovery points are written down.");
        group.number("producer.id.expiration.ms", 86_400_000, 1, "How long a silent producer is remembered.");
    }

    private static void replication(Group group) {
        group.bigNumber("replica.lag.time.max.ms", 30_000, 1, "When a follower that lags leaves the ISR.");
        group.number("replica.fetch.wait.max.ms", 500, 0, "How long a follower's fetch may wait for records.");
        group.number("replica.fetch.min.bytes", 1, 0, "How much a follower's fetch waits for.");
        group.number("replica.fetch.max.bytes", 1 << 20, 0, "How much a follower fetches of one partition.");
        group.number("replica.fetch.response.max.bytes", 10 << 20, 0, "How much a follower fetches at once.");
        group.number("replica.fetch.backoff.ms", 1000, 0, "How long a follower waits after an error.");
        group.number("replica.socket.timeout.ms", 30_000, 1, "How long a follower waits for an answer.");
        group.bigNumber(
                "replica.high.watermark.checkpoint.interval.ms",
                5000,
                1,
                "How often high watermarks are written down.");
    }

    private static void controller(Group group) {
        group.number("controller.socket.timeout.ms", 30_000, 1, "How long a controller waits for an answer.");
        group.flag("auto.leader.rebalance.enable", true, "Whether leaderships return to preferred replicas.");
        group.bigNumber("leader.imbalance.check.interval.seconds", 300, 1, "How often leaderships are counted.");
        group.number("leader.imbalance.per.broker.percentage", 10, 0, "How many misplaced leaderships are borne.");
        group.flag("controlled.shutdown.enable", true, "Whether a broker that stops hands its leaderships over.");
        group.number("controlled.shutdown.max.retries", 3, 0, "How often it tries again.");
        group.bigNumber("controlled.shutdown.retry.backoff.ms", 5000, 0, "How long it waits in between.");
    }

    private static void network(Group group) {
        group.number("socket.request.max.bytes", 100 << 20, 1, "Greatest size of a request.");
        group.bigNumber("connections.max.idle.ms", 600_000, 0, "When a connection that does nothing is closed.");
        group.number("fetch.max.bytes", 57_671_680, 1024, "How much a consumer gets at once.");
        group.number("request.timeout.ms", 30_000, 1, "How long a broker waits for another one's answer.");
    }

    /** Adds properties to a definition, a kind of value at a time. */
    private record Group(ConfigDef definition) {
        void needed(String name, ConfigDef.Type type, ConfigDef.Validator validator, String documentation) {
            definition.define(name, type, ConfigDef.NO_DEFAULT_VALUE, validator, Importance.HIGH, documentation);
        }

        void optional(String name, ConfigDef.Type type, String documentation) {
            definition.define(name, type, null, Importance.MEDIUM, documentation);
        }

        void text(String name, @Nullable String standard, String documentation) {
            definition.define(name, ConfigDef.Type.STRING, standard, Importance.MEDIUM, documentation);
        }

        void choice(String name, String standard, String documentation, String... others) {
            String[] all = new String[others.length + 1];
            all[0] = standard;
            System.arraycopy(others, 0, all, 1, others.length);
            definition.define(
                    name, ConfigDef.Type.STRING, standard, ValidString.in(all), Importance.MEDIUM, documentation);
        }

        void flag(String name, boolean standard, String documentation) {
            definition.define(name, ConfigDef.Type.BOOLEAN, standard, Importance.MEDIUM, documentation);
        }

        void number(String name, int standard, int least, String documentation) {
            definition.define(
                    name, ConfigDef.Type.INT, standard, Range.atLeast(least), Importance.MEDIUM, documentation);
        }

        void bigNumber(String name, long standard, long least, String documentation) {
            definition.define(
                    name, ConfigDef.Type.LONG, standard, Range.atLeast(least), Importance.MEDIUM, documentation);
        }
    }
}
