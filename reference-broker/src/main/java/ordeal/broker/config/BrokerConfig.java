package ordeal.broker.config;

import org.jspecify.annotations.Nullable;

/**
 * Everything one broker is told. Every component is named after the Kafka property it comes from.
 *
 * @param brokerId {@code broker.id}
 * @param rack {@code broker.rack}; null when the broker has none
 * @param peerListener the listener for brokers, named by {@code inter.broker.listener.name}
 * @param clientListener the listener for clients
 * @param logDir {@code log.dirs}, which must name a single folder
 * @param journalDir {@code journal.dir}, Ordeal's own: where the protocol journal lies; null for {@code journal} beside the log folder
 * @param plantedBug {@code planted.bug}, Ordeal's own: the rules to break on purpose; null for none
 * @param topicDefaults the settings of topics that have none of their own
 */
public record BrokerConfig(
        int brokerId,
        @Nullable String rack,
        ZooKeeper zookeeper,
        Listener peerListener,
        Listener clientListener,
        String logDir,
        @Nullable String journalDir,
        @Nullable String plantedBug,
        Replication replication,
        Controller controller,
        Topics topics,
        Log log,
        Network network,
        TopicSettings topicDefaults) {

    /**
     * How to reach ZooKeeper.
     *
     * @param servers {@code host:port} pairs, separated by commas
     * @param chroot the path below which the cluster keeps its znodes, such as {@code /kafka-main}; empty for the root
     * @param sessionTimeoutMs {@code zookeeper.session.timeout.ms}
     * @param connectionTimeoutMs {@code zookeeper.connection.timeout.ms}: how long the first connection may take
     */
    public record ZooKeeper(String servers, String chroot, int sessionTimeoutMs, int connectionTimeoutMs) {}

    /**
     * Where a listener binds and what it tells others.
     *
     * @param name such as {@code PEER}
     * @param bindHost name or literal address; empty for every address of the machine
     * @param bindPort 0 for a free one
     * @param advertisedHost what others are told
     * @param advertisedPort 0 for the port it bound
     */
    public record Listener(String name, String bindHost, int bindPort, String advertisedHost, int advertisedPort) {}

    /**
     * How followers keep up.
     *
     * @param lagTimeMaxMs {@code replica.lag.time.max.ms}
     * @param fetchWaitMaxMs {@code replica.fetch.wait.max.ms}
     * @param fetchMinBytes {@code replica.fetch.min.bytes}
     * @param fetchMaxBytes {@code replica.fetch.max.bytes}, for each partition
     * @param fetchResponseMaxBytes {@code replica.fetch.response.max.bytes}
     * @param fetchBackoffMs {@code replica.fetch.backoff.ms}
     * @param socketTimeoutMs {@code replica.socket.timeout.ms}
     * @param highWatermarkCheckpointIntervalMs {@code replica.high.watermark.checkpoint.interval.ms}
     */
    public record Replication(
            long lagTimeMaxMs,
            int fetchWaitMaxMs,
            int fetchMinBytes,
            int fetchMaxBytes,
            int fetchResponseMaxBytes,
            long fetchBackoffMs,
            long socketTimeoutMs,
            long highWatermarkCheckpointIntervalMs) {}

    /**
     * What a broker does as controller, and when it leaves.
     *
     * @param socketTimeoutMs {@code controller.socket.timeout.ms}
     * @param autoLeaderRebalance {@code auto.leader.rebalance.enable}
     * @param imbalanceCheckIntervalMs {@code leader.imbalance.check.interval.seconds}, in milliseconds
     * @param imbalancePerBrokerPercentage {@code leader.imbalance.per.broker.percentage}
     * @param controlledShutdown {@code controlled.shutdown.enable}
     * @param controlledShutdownMaxRetries {@code controlled.shutdown.max.retries}
     * @param controlledShutdownRetryBackoffMs {@code controlled.shutdown.retry.backoff.ms}
     */
    public record Controller(
            long socketTimeoutMs,
            boolean autoLeaderRebalance,
            long imbalanceCheckIntervalMs,
            int imbalancePerBrokerPercentage,
            boolean controlledShutdown,
            int controlledShutdownMaxRetries,
            long controlledShutdownRetryBackoffMs) {}

    /**
     * How topics come and go.
     *
     * @param defaultReplicationFactor {@code default.replication.factor}
     * @param numPartitions {@code num.partitions}
     * @param autoCreate {@code auto.create.topics.enable}
     * @param deleteEnabled {@code delete.topic.enable}
     */
    public record Topics(int defaultReplicationFactor, int numPartitions, boolean autoCreate, boolean deleteEnabled) {}

    /**
     * What concerns all logs of the broker.
     *
     * @param retentionCheckIntervalMs {@code log.retention.check.interval.ms}
     * @param flushOffsetCheckpointIntervalMs {@code log.flush.offset.checkpoint.interval.ms}
     * @param flushSchedulerIntervalMs {@code log.flush.scheduler.interval.ms}
     * @param producerIdExpirationMs {@code producer.id.expiration.ms}
     */
    public record Log(
            long retentionCheckIntervalMs,
            long flushOffsetCheckpointIntervalMs,
            long flushSchedulerIntervalMs,
            long producerIdExpirationMs) {}

    /**
     * Limits of connections and requests.
     *
     * @param requestMaxBytes {@code socket.request.max.bytes}
     * @param connectionsMaxIdleMs {@code connections.max.idle.ms}
     * @param fetchMaxBytes {@code fetch.max.bytes}
     * @param requestTimeoutMs {@code request.timeout.ms}
     */
    public record Network(int requestMaxBytes, long connectionsMaxIdleMs, int fetchMaxBytes, long requestTimeoutMs) {}
}
