package ordeal.broker.controller;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ordeal.broker.config.TopicConfigs;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.coordination.PartitionStateJson;
import ordeal.broker.coordination.TopicZnode;
import ordeal.broker.coordination.Znode;
import ordeal.broker.coordination.ZnodePaths;
import ordeal.broker.fake.FakeMember;
import ordeal.broker.fake.FakeZooKeeper;
import ordeal.broker.fake.RecordingPeerTransport;
import ordeal.broker.fake.SmallBrokerConfig;
import ordeal.broker.fake.VirtualTime;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.protocol.ApiMessage;

/** A few brokers that are nothing but controllers, around an in-memory ZooKeeper in virtual time. */
final class ControllerWorld {
    final VirtualTime time;
    final FakeZooKeeper zookeeper;
    private final Map<Integer, Node> nodes = new TreeMap<>();

    /** One broker, in one incarnation. */
    static final class Node {
        final FakeMember member;
        final Controller controller;
        final RecordingPeerTransport peers;
        final List<Throwable> impossible = new ArrayList<>();

        private Node(FakeMember member, Function<Node, Controller> controller) {
            this.member = member;
            this.peers = new RecordingPeerTransport(member.loop());
            this.controller = controller.apply(this);
        }

        long brokerEpoch() {
            return member.membership().brokerEpoch();
        }
    }

    ControllerWorld(long seed) {
        time = new VirtualTime(seed);
        zookeeper = new FakeZooKeeper(time.newLoop("zookeeper"), SmallBrokerConfig.SESSION_TIMEOUT_MS);
    }

    /** Starts brokers one after the other, so that the first of all is the controller. */
    ControllerWorld start(int... ids) {
        for (int id : ids) {
            begin(id);
            time.runReady();
        }
        return this;
    }

    /** Starts a broker without letting it get anywhere yet. */
    Node begin(int id) {
        FakeMember member = new FakeMember(time, zookeeper, id);
        TopicConfigs configs = new TopicConfigs(member.loop(), SmallBrokerConfig.topicDefaults());
        Node node = new Node(
                member,
                made -> new Controller(new ControllerEnvironment(
                        member.loop(),
                        SmallBrokerConfig.of(id, null),
                        configs,
                        made.peers,
                        new ReplicationRules(),
                        member.journal(),
                        new Random(id),
                        made.impossible::add)));
        member.membership().listen(configs);
        member.membership().listen(node.controller);
        nodes.put(id, node);
        member.join(null);
        return node;
    }

    Node node(int id) {
        return Objects.requireNonNull(nodes.get(id), "no such broker");
    }

    Node controller() {
        List<Node> active =
                nodes.values().stream().filter(node -> node.controller.active()).toList();
        assertThat(active).as("active controllers").hasSize(1);
        return active.getFirst();
    }

    /** A broker dies, and ZooKeeper knows at once. */
    void kill(int id) {
        node(id).member.crash();
        zookeeper.expire(node(id).member.coordination().sessionId());
        nodes.remove(id);
        time.runReady();
    }

    /** Creates a topic the way a test wants it. */
    void topic(String name, Map<Integer, List<Integer>> replicas) {
        zookeeper.put("/config/topics/" + name, "{\"version\":1,\"config\":{}}");
        TopicZnode topic = new TopicZnode(new Uuid(1, name.hashCode() + 2L), new TreeMap<>(replicas));
        zookeeper.put("/brokers/topics/" + name, new String(topic.encode(), StandardCharsets.UTF_8));
        time.runReady();
    }

    PartitionState state(String topic, int partition) {
        TopicPartition of = new TopicPartition(topic, partition);
        Znode znode = zookeeper.read(ZnodePaths.state(of)).orElseThrow();
        return PartitionStateJson.decode(of, znode);
    }

    /** Asks a broker's controller and waits a little for the answer. */
    <T extends ApiMessage> T ask(int id, Function<ControllerApi, CompletableFuture<T>> question) {
        List<T> answers = new ArrayList<>();
        Node node = node(id);
        node.member.loop().execute(() -> {
            var _ = question.apply(node.controller).thenAccept(answers::add);
        });
        assertThat(time.runUntil(() -> !answers.isEmpty(), 60_000))
                .as("answered")
                .isTrue();
        time.runReady();
        return answers.getFirst();
    }

    /** Nothing impossible has happened, and nobody has failed. */
    void verify() {
        nodes.values().forEach(node -> {
            assertThat(node.impossible).isEmpty();
            assertThat(node.member.failures()).isEmpty();
        });
    }
}
