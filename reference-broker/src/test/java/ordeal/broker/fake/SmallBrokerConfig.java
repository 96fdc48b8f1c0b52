package ordeal.broker.fake;

import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import org.jspecify.annotations.Nullable;

/** A broker's settings for tests: as in the runs of the harness. */
public final class SmallBrokerConfig {
    /** Session timeout of brokers with these settings. */
    public static final int SESSION_TIMEOUT_MS = 3000;

    private SmallBrokerConfig() {}

    /** The settings of one broker, at {@code peer-N:9092} and {@code client-N:9093}. */
    public static BrokerConfig of(int brokerId, @Nullable String rack) {
        return new BrokerConfig(
                brokerId,
                rack,
                new BrokerConfig.ZooKeeper("zookeeper:2181", "", SESSION_TIMEOUT_MS, 6000),
                new BrokerConfig.Listener("PEER", "", 0, "peer-" + brokerId, 9092),
                new BrokerConfig.Listener("CLIENT", "", 0, "client-" + brokerId, 9093),
                "data",
                null,
                null,
                new BrokerConfig.Replication(2000, 200, 1, 1 << 20, 10 << 20, 1000, 2000, 5000),
                new BrokerConfig.Controller(2000, true, 300_000, 10, true, 3, 5000),
                new BrokerConfig.Topics(1, 1, true, true),
                new BrokerConfig.Log(300_000, 60_000, 1000, 86_400_000),
                new BrokerConfig.Network(100 << 20, 600_000, 55 << 20, 30_000),
                topicDefaults());
    }

    /** Kafka's defaults. */
    public static TopicSettings topicDefaults() {
        return new TopicSettings(
                1 << 30,
                604_800_000L,
                10 << 20,
                4096,
                604_800_000L,
                -1,
                60_000,
                Long.MAX_VALUE,
                Long.MAX_VALUE,
                1_048_588,
                false,
                1,
                false);
    }
}
