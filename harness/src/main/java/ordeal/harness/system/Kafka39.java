package ordeal.harness.system;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import ordeal.harness.artifact.Artifact;
import ordeal.harness.artifact.Versions;

/** Apache Kafka 3.9 in ZooKeeper mode, unmodified, with the ZooKeeper server that it depends on. */
final class Kafka39 implements SystemUnderTest {
    private static final int CONTROLLER_SETTLE_MS = 3_000;

    @Override
    public String name() {
        return "kafka-3.9";
    }

    @Override
    public String version() {
        return Versions.of("kafka");
    }

    @Override
    public ClassPath classPath() {
        return new ClassPath.Fetched(
                name() + "-" + version(),
                List.of(
                        new Artifact("org.apache.kafka", "kafka_2.13", version()),
                        new Artifact("org.slf4j", "slf4j-reload4j", Versions.of("slf4j-reload4j"))));
    }

    @Override
    public JavaRange javaVersions() {
        return new JavaRange(11, 25);
    }

    @Override
    public List<String> evidence() {
        return List.of("state-change-log");
    }

    @Override
    public List<KnownBug> knownBugs() {
        return List.of(
                new KnownBug(
                        "a deposed controller keeps a half-made batch, and is a lame controller ever after",
                        "controller.log",
                        Pattern.compile(
                                "IllegalStateException: Controller to broker state change requests batch is not empty")),
                new KnownBug(
                        "a write of the ISR that ZooKeeper took, and the controller did not hear of, leaves the partition's ISR stuck",
                        "controller.log",
                        Pattern.compile("Failed to update ISR to .* bad ZK version")));
    }

    @Override
    public Optional<String> bugProperty() {
        return Optional.empty();
    }

    /** Moving a controller that is still taking over is what makes it lame: see the first of the known bugs. */
    @Override
    public int controllerSettleMs() {
        return CONTROLLER_SETTLE_MS;
    }

    @Override
    public Launch broker(BrokerPlace place, ClusterTuning tuning) {
        return new Launch(
                "kafka.Kafka",
                List.of("-Dlog4j.configuration=file:${dir}/log4j.properties"),
                Map.of(
                        "server.properties",
                        NodeProperties.render(brokerProperties(place, tuning)),
                        "log4j.properties",
                        BROKER_LOGGING),
                List.of("${dir}/server.properties"));
    }

    @Override
    public Launch zookeeper(ZooKeeperPlace place, ClusterTuning tuning) {
        return NodeProperties.zookeeper(
                place,
                tuning,
                "-Dlog4j.configuration=file:${dir}/log4j.properties",
                "log4j.properties",
                ZOOKEEPER_LOGGING);
    }

    private static Map<String, String> brokerProperties(BrokerPlace place, ClusterTuning tuning) {
        Map<String, String> properties = NodeProperties.broker(place, tuning);
        properties.put("offsets.topic.replication.factor", Integer.toString(tuning.defaultReplicationFactor()));
        properties.put("offsets.topic.num.partitions", "3");
        properties.put("log.cleaner.dedupe.buffer.size", "8388608");
        properties.put("num.network.threads", "2");
        properties.put("num.io.threads", "4");
        properties.put("background.threads", "2");
        properties.putAll(tuning.brokerOverrides());
        return properties;
    }

    private static final String BROKER_LOGGING = """
            log4j.rootLogger=INFO, server
            log4j.logger.kafka=INFO
            log4j.logger.state.change.logger=INFO, stateChange
            log4j.additivity.state.change.logger=false
            log4j.logger.kafka.controller=INFO, controller
            log4j.additivity.kafka.controller=false
            log4j.logger.kafka.request.logger=WARN
            log4j.appender.server=org.apache.log4j.FileAppender
            log4j.appender.server.File=${dir}/logs/server.log
            log4j.appender.server.layout=org.apache.log4j.PatternLayout
            log4j.appender.server.layout.ConversionPattern=[%d] %p %m (%c)%n
            log4j.appender.stateChange=org.apache.log4j.FileAppender
            log4j.appender.stateChange.File=${dir}/logs/state-change.log
            log4j.appender.stateChange.layout=org.apache.log4j.PatternLayout
            log4j.appender.stateChange.layout.ConversionPattern=[%d] %p %m (%c)%n
            log4j.appender.controller=org.apache.log4j.FileAppender
            log4j.appender.controller.File=${dir}/logs/controller.log
            log4j.appender.controller.layout=org.apache.log4j.PatternLayout
            log4j.appender.controller.layout.ConversionPattern=[%d] %p %m (%c)%n
            """;

    private static final String ZOOKEEPER_LOGGING = """
            log4j.rootLogger=INFO, server
            log4j.appender.server=org.apache.log4j.FileAppender
            log4j.appender.server.File=${dir}/logs/server.log
            log4j.appender.server.layout=org.apache.log4j.PatternLayout
            log4j.appender.server.layout.ConversionPattern=[%d] %p %m (%c)%n
            """;
}
