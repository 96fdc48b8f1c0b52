package ordeal.harness.system;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.harness.artifact.Versions;

/** The reference broker of this project, started from its own build, with the ZooKeeper server that it brings along. */
final class ReferenceBroker implements SystemUnderTest {
    private final Path build;

    /**
     * The broker that was built here.
     *
     * @param build its build folder
     */
    ReferenceBroker(Path build) {
        this.build = build;
    }

    @Override
    public String name() {
        return "reference";
    }

    @Override
    public String version() {
        return Versions.of("ordeal");
    }

    @Override
    public ClassPath classPath() {
        return new ClassPath.Built(build.resolve("classes"), build.resolve("lib"));
    }

    @Override
    public JavaRange javaVersions() {
        return new JavaRange(25, Integer.MAX_VALUE);
    }

    @Override
    public List<String> evidence() {
        return List.of("journal");
    }

    @Override
    public List<KnownBug> knownBugs() {
        return List.of();
    }

    @Override
    public Optional<String> bugProperty() {
        return Optional.of("planted.bug");
    }

    @Override
    public int controllerSettleMs() {
        return 0;
    }

    @Override
    public Launch broker(BrokerPlace place, ClusterTuning tuning) {
        Map<String, String> properties = new LinkedHashMap<>(NodeProperties.broker(place, tuning));
        properties.put("journal.dir", "${dir}/journal");
        properties.putAll(tuning.brokerOverrides());
        return new Launch(
                "ordeal.broker.Main",
                List.of("-Dlogback.configurationFile=${dir}/logback.xml"),
                Map.of("server.properties", NodeProperties.render(properties), "logback.xml", LOGGING),
                List.of("--config", "${dir}/server.properties"));
    }

    @Override
    public Launch zookeeper(ZooKeeperPlace place, ClusterTuning tuning) {
        return NodeProperties.zookeeper(
                place, tuning, "-Dlogback.configurationFile=${dir}/logback.xml", "logback.xml", LOGGING);
    }

    /** The same lines as Kafka's, so that one reader serves both. */
    private static final String LOGGING = """
            <configuration>
              <statusListener class="ch.qos.logback.core.status.NopStatusListener"/>
              <appender name="file" class="ch.qos.logback.core.FileAppender">
                <file>${dir}/logs/server.log</file>
                <encoder>
                  <pattern>[%d{"yyyy-MM-dd HH:mm:ss,SSS"}] %p %m \\(%c\\)%n</pattern>
                </encoder>
              </appender>
              <root level="INFO">
                <appender-ref ref="file"/>
              </root>
            </configuration>
            """;
}
