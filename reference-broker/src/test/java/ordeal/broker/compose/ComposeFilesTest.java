package ordeal.broker.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.BrokerConfigException;
import ordeal.broker.config.BrokerConfigFile;
import org.apache.zookeeper.server.quorum.QuorumPeer.QuorumServer;
import org.apache.zookeeper.server.quorum.QuorumPeerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The compose files say nothing that the broker and ZooKeeper do not understand, and nothing that contradicts itself. */
class ComposeFilesTest {
    private static final String VOLUME = "/var/lib/ordeal";
    private static final List<String> BROKERS = List.of("broker-1", "broker-2", "broker-3");

    @TempDir
    private Path folder;

    static Stream<ComposeFiles> both() throws IOException {
        return Stream.of(ComposeFiles.read("compose.yaml"), ComposeFiles.read("compose.yaml", "compose.ensemble.yaml"));
    }

    @Test
    void thereAreThreeBrokersAndOneZooKeeperServerOrThree() throws IOException {
        assertThat(both().map(compose -> compose.named("zookeeper-").size())).containsExactly(1, 3);
        assertThat(both())
                .allSatisfy(compose -> assertThat(compose.named("broker-")).isEqualTo(BROKERS));
    }

    @ParameterizedTest
    @MethodSource("both")
    void everyBrokerUnderstandsItsProperties(ComposeFiles compose) {
        for (String name : BROKERS) {
            BrokerConfigFile file = BrokerConfigFile.parse(compose.configuration(name), name);
            assertThat(file.withoutEffect()).isEmpty();
            BrokerConfig config = file.config();
            assertThat("broker-" + config.brokerId()).isEqualTo(name);
            assertThat(config.topics().defaultReplicationFactor()).isEqualTo(BROKERS.size());
            assertThat(config.topicDefaults().minInsyncReplicas()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void peersReachABrokerByItsNameAndClientsByItsPublishedPort(ComposeFiles compose) {
        for (String name : BROKERS) {
            BrokerConfig config = config(compose, name);
            assertThat(config.peerListener().bindHost()).isEmpty();
            assertThat(config.peerListener().advertisedHost()).isEqualTo(name);
            assertThat(config.peerListener().advertisedPort())
                    .isEqualTo(config.peerListener().bindPort());
            BrokerConfig.Listener clients = config.clientListener();
            assertThat(clients.bindHost()).isEmpty();
            assertThat(ComposeFiles.list(compose.service(name), "ports").stream()
                            .map(String::valueOf))
                    .containsExactly(
                            clients.advertisedHost() + ":" + clients.advertisedPort() + ":" + clients.bindPort());
            assertThat(healthCheck(compose, name)).contains("/dev/tcp/127.0.0.1/" + clients.bindPort());
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void everyBrokerKnowsEveryZooKeeperServerAndWaitsForIt(ComposeFiles compose) throws Exception {
        List<String> servers = compose.named("zookeeper-");
        for (String name : BROKERS) {
            assertThat(config(compose, name).zookeeper().servers())
                    .isEqualTo(servers.stream().map(server -> server + ":2181").collect(Collectors.joining(",")));
            assertThat(ComposeFiles.map(compose.service(name), "depends_on").keySet())
                    .containsExactlyElementsOf(servers);
        }
        for (String server : servers) {
            QuorumPeerConfig config = zookeeperConfig(compose, server);
            assertThat(config.getClientPortAddress().getPort()).isEqualTo(2181);
            assertThat("zookeeper-" + compose.variable(server, "MYID")).isEqualTo(server);
            assertThat(config.getServers().values().stream()
                            .map(peer -> "zookeeper-" + peer.id)
                            .toList())
                    .isEqualTo(servers.size() == 1 ? List.of() : servers);
            assertThat(config.getServers().values()).allSatisfy(ComposeFilesTest::isFoundByItsName);
        }
    }

    private static void isFoundByItsName(QuorumServer peer) {
        assertThat(peer.addr.getOne().getHostString()).isEqualTo("zookeeper-" + peer.id);
    }

    @ParameterizedTest
    @MethodSource("both")
    void whatANodeWritesLiesInItsOwnVolume(ComposeFiles compose) throws Exception {
        for (String name : compose.services().keySet()) {
            assertThat(ComposeFiles.list(compose.service(name), "volumes").stream()
                            .map(String::valueOf))
                    .containsExactly(name + ":" + VOLUME);
        }
        for (String name : BROKERS) {
            BrokerConfig config = config(compose, name);
            assertThat(Path.of(config.logDir())).startsWithRaw(Path.of(VOLUME));
            assertThat(Path.of(String.valueOf(config.journalDir()))).startsWithRaw(Path.of(VOLUME));
        }
        for (String name : compose.named("zookeeper-")) {
            assertThat(compose.variable(name, "ZOO_CFG")).contains("dataDir=" + VOLUME + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void everyNodeIsConfinedAndWatched(ComposeFiles compose) {
        for (String name : compose.services().keySet()) {
            Map<String, Object> service = compose.service(name);
            assertThat(service)
                    .containsEntry("read_only", true)
                    .containsEntry("cap_drop", List.of("ALL"))
                    .containsEntry("security_opt", List.of("no-new-privileges:true"))
                    .containsKeys("mem_limit", "cpus", "pids_limit", "healthcheck")
                    .doesNotContainKeys("privileged", "cap_add", "user");
        }
    }

    @ParameterizedTest
    @MethodSource("both")
    void everyCommandStartsAProgramThatIsThere(ComposeFiles compose) {
        for (String name : compose.services().keySet()) {
            String main = compose.command(name).replaceFirst("^.* -cp \"/opt/ordeal/lib/\\*\" (\\S+) .*$", "$1");
            assertThat(main).isIn("ordeal.broker.Main", "org.apache.zookeeper.server.quorum.QuorumPeerMain");
        }
    }

    @Test
    void theImageRunsAsAnOrdinaryUserWhoOwnsTheVolume() throws IOException {
        assertThat(Files.readString(Path.of("Dockerfile")))
                .contains("\nUSER 1000:1000\n")
                .contains("install -d -o 1000 -g 1000 " + VOLUME)
                .contains("\nCOPY target/lib /opt/ordeal/lib\n");
    }

    /** So that the tests above could fail. */
    @Test
    void aMisspeltPropertyIsRefused() throws IOException {
        String misspelt = ComposeFiles.read("compose.yaml")
                .configuration("broker-1")
                .replace("min.insync.replicas", "min.insync.replica");
        assertThatThrownBy(() -> BrokerConfigFile.parse(misspelt, "broker-1"))
                .isInstanceOf(BrokerConfigException.class);
    }

    private static BrokerConfig config(ComposeFiles compose, String broker) {
        return BrokerConfigFile.parse(compose.configuration(broker), broker).config();
    }

    private static String healthCheck(ComposeFiles compose, String service) {
        return String.valueOf(ComposeFiles.list(ComposeFiles.map(compose.service(service), "healthcheck"), "test")
                .getLast());
    }

    /** As ZooKeeper reads it, with a folder of this machine for its data. */
    private QuorumPeerConfig zookeeperConfig(ComposeFiles compose, String server) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(compose.variable(server, "ZOO_CFG")));
        Path data = Files.createDirectories(folder.resolve(server));
        Files.writeString(data.resolve("myid"), compose.variable(server, "MYID"));
        properties.setProperty("dataDir", data.toString());
        QuorumPeerConfig config = new QuorumPeerConfig();
        config.parseProperties(properties);
        return config;
    }
}
