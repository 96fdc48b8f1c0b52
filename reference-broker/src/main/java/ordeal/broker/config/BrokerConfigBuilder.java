package ordeal.broker.config;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Makes a broker's settings out of values that are right one by one, and finds what is wrong between them. */
final class BrokerConfigBuilder {
    private final ParsedValues values;
    private final ConfigErrors errors;
    private final String localHostName;

    BrokerConfigBuilder(ParsedValues values, ConfigErrors errors, String localHostName) {
        this.values = values;
        this.errors = errors;
        this.localHostName = localHostName;
    }

    /** The settings; meaningless when an error was added. */
    BrokerConfig build() {
        checkReplicaTimes();
        ListenerSettings listeners = ListenerSettings.of(values, errors, localHostName);
        return new BrokerConfig(
                values.number("broker.id"),
                values.optionalText("broker.rack").orElse(null),
                zookeeper(),
                listeners.peer(),
                listeners.client(),
                logDir(),
                values.optionalText("journal.dir").orElse(null),
                values.optionalText("planted.bug").orElse(null),
                replication(),
                controller(),
                new BrokerConfig.Topics(
                        values.number("default.replication.factor"),
                        values.number("num.partitions"),
                        values.flag("auto.create.topics.enable"),
                        values.flag("delete.topic.enable")),
                new BrokerConfig.Log(
                        values.bigNumber("log.retention.check.interval.ms"),
                        values.number("log.flush.offset.checkpoint.interval.ms"),
                        values.bigNumber("log.flush.scheduler.interval.ms"),
                        values.number("producer.id.expiration.ms")),
                new BrokerConfig.Network(
                        values.number("socket.request.max.bytes"),
                        values.bigNumber("connections.max.idle.ms"),
                        values.number("fetch.max.bytes"),
                        values.number("request.timeout.ms")),
                topicDefaults());
    }

    /** A fetch that waits longer than its socket, or than its replica may lag, would look like a failure each time. */
    private void checkReplicaTimes() {
        int waitMs = values.number("replica.fetch.wait.max.ms");
        if (waitMs > values.number("replica.socket.timeout.ms")) {
            errors.add("replica.fetch.wait.max.ms", "must not be above replica.socket.timeout.ms");
        }
        if (waitMs > values.bigNumber("replica.lag.time.max.ms")) {
            errors.add("replica.fetch.wait.max.ms", "must not be above replica.lag.time.max.ms");
        }
    }

    private BrokerConfig.ZooKeeper zookeeper() {
        String connect = values.text("zookeeper.connect");
        int slash = connect.indexOf('/');
        String servers = slash < 0 ? connect : connect.substring(0, slash);
        String path = slash < 0 ? "" : connect.substring(slash);
        String chroot = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        if (servers.isBlank()) {
            errors.add("zookeeper.connect", "must name at least one host:port");
        }
        int sessionTimeoutMs = values.number("zookeeper.session.timeout.ms");
        int connectionTimeoutMs = (int)
                (long) values.optionalNumber("zookeeper.connection.timeout.ms").orElse((long) sessionTimeoutMs);
        return new BrokerConfig.ZooKeeper(servers, chroot, sessionTimeoutMs, connectionTimeoutMs);
    }

    private String logDir() {
        String name = values.optionalText("log.dirs").isPresent() ? "log.dirs" : "log.dir";
        List<String> folders = Stream.of(values.text(name).split(",", -1))
                .map(String::strip)
                .filter(folder -> !folder.isEmpty())
                .toList();
        if (folders.size() != 1) {
            errors.add(name, "must name a single folder; it names " + folders.size());
            return "";
        }
        return folders.getFirst();
    }

    private BrokerConfig.Replication replication() {
        return new BrokerConfig.Replication(
                values.bigNumber("replica.lag.time.max.ms"),
                values.number("replica.fetch.wait.max.ms"),
                values.number("replica.fetch.min.bytes"),
                values.number("replica.fetch.max.bytes"),
                values.number("replica.fetch.response.max.bytes"),
                values.number("replica.fetch.backoff.ms"),
                values.number("replica.socket.timeout.ms"),
                values.bigNumber("replica.high.watermark.checkpoint.interval.ms"));
    }

    private BrokerConfig.Controller controller() {
        return new BrokerConfig.Controller(
                values.number("controller.socket.timeout.ms"),
                values.flag("auto.leader.rebalance.enable"),
                TimeUnit.SECONDS.toMillis(values.bigNumber("leader.imbalance.check.interval.seconds")),
                values.number("leader.imbalance.per.broker.percentage"),
                values.flag("controlled.shutdown.enable"),
                values.number("controlled.shutdown.max.retries"),
                values.bigNumber("controlled.shutdown.retry.backoff.ms"));
    }

    private TopicSettings topicDefaults() {
        return new TopicSettings(
                values.number("log.segment.bytes"),
                rollMs(),
                values.number("log.index.size.max.bytes"),
                values.number("log.index.interval.bytes"),
                retentionMs(),
                values.bigNumber("log.retention.bytes"),
                values.bigNumber("log.segment.delete.delay.ms"),
                values.bigNumber("log.flush.interval.messages"),
                values.optionalNumber("log.flush.interval.ms")
                        .orElseGet(() -> values.bigNumber("log.flush.scheduler.interval.ms")),
                values.number("message.max.bytes"),
                values.text("log.message.timestamp.type").equals(TopicConfigDefinition.LOG_APPEND_TIME),
                values.number("min.insync.replicas"),
                values.flag("unclean.leader.election.enable"));
    }

    private long rollMs() {
        long rollMs = values.optionalNumber("log.roll.ms")
                .orElseGet(() -> TimeUnit.HOURS.toMillis(values.number("log.roll.hours")));
        if (rollMs < 1) {
            errors.add("log.roll.ms", "must be at least 1");
        }
        return rollMs;
    }

    private long retentionMs() {
        String name = values.optionalNumber("log.retention.ms").isPresent()
                ? "log.retention.ms"
                : values.optionalNumber("log.retention.minutes").isPresent()
                        ? "log.retention.minutes"
                        : "log.retention.hours";
        long amount = values.optionalNumber(name).orElseThrow();
        if (amount == 0 || amount < -1) {
            errors.add(name, "must be at least 1, or -1 for ever");
        }
        if (amount < 0) {
            return -1;
        }
        return switch (name) {
            case "log.retention.ms" -> amount;
            case "log.retention.minutes" -> TimeUnit.MINUTES.toMillis(amount);
            default -> TimeUnit.HOURS.toMillis(amount);
        };
    }
}
