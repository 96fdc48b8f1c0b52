package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.RefusingController;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MetadataHandlerTest {
    private final SteppedEventLoop loop = new SteppedEventLoop();
    private final RefusingController controller = new RefusingController();
    private final RecordingPeers peers = new RecordingPeers();
    private boolean autoCreate = true;

    @Test
    void tellsBrokersByTheListenerThatWasAsked() {
        ClusterMetadata metadata =
                new TestCluster().broker(1, "PEER", "CLIENT").broker(2, "PEER").metadata();
        MetadataResponseData forClients = ask(metadata, all(), 12, ListenerKind.CLIENT);
        assertThat(forClients.brokers()).singleElement().satisfies(broker -> {
            assertThat(broker.host()).isEqualTo("client-1");
            assertThat(broker.port()).isEqualTo(9001);
            assertThat(broker.rack()).isEqualTo("r1");
        });
        assertThat(forClients.clusterId()).isEqualTo("cluster");
        assertThat(forClients.controllerId()).isEqualTo(1);
        assertThat(ask(metadata, all(), 12, ListenerKind.PEER).brokers()).hasSize(2);
    }

    @Test
    void allTopicsAreNullAndInVersionZeroNone() {
        ClusterMetadata metadata = TestCluster.two().metadata();
        assertThat(ask(metadata, all(), 12, ListenerKind.CLIENT).topics()).hasSize(1);
        assertThat(ask(metadata, names(), 0, ListenerKind.CLIENT).topics()).hasSize(1);
        assertThat(ask(metadata, names(), 12, ListenerKind.CLIENT).topics()).isEmpty();
    }

    @Test
    void tellsWhoLeadsAndHowFarAlong() {
        MetadataResponsePartition partition = partition(TestCluster.two().metadata(), 12);
        assertThat(partition.leaderId()).isEqualTo(1);
        assertThat(partition.leaderEpoch()).isEqualTo(6);
        assertThat(partition.isrNodes()).containsExactly(1, 2);
        assertThat(partition.replicaNodes()).containsExactly(1, 2);
        assertThat(partition.offlineReplicas()).isEmpty();
        assertThat(partition.errorCode()).isEqualTo(Errors.NONE.code());
    }

    @ParameterizedTest
    @CsvSource({"0, REPLICA_NOT_AVAILABLE, 1", "1, NONE, 2", "12, NONE, 2"})
    void versionZeroHidesReplicasThatAreGone(int version, Errors error, int shown) {
        ClusterMetadata metadata = new TestCluster()
                .broker(1, "CLIENT")
                .partition("t", TestCluster.TOPIC_ID, 0, 1, List.of(1, 3), List.of(1, 3))
                .metadata();
        MetadataResponsePartition partition = partition(metadata, version);
        assertThat(partition.errorCode()).isEqualTo(error.code());
        assertThat(partition.replicaNodes()).hasSize(shown);
        assertThat(partition.offlineReplicas()).containsExactly(3);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 12, LEADER_NOT_AVAILABLE",
        "-1, 12, LEADER_NOT_AVAILABLE",
        "2, 6, LISTENER_NOT_FOUND",
        "2, 5, LEADER_NOT_AVAILABLE"
    })
    void aLeaderThatCannotBeReachedIsNone(int leader, int version, Errors error) {
        ClusterMetadata metadata = new TestCluster()
                .broker(1, "CLIENT")
                .broker(2, "PEER")
                .partition("t", TestCluster.TOPIC_ID, 0, leader, List.of(1), List.of(1, 2))
                .metadata();
        MetadataResponsePartition partition = partition(metadata, version);
        assertThat(partition.errorCode()).isEqualTo(error.code());
        assertThat(partition.leaderId()).isEqualTo(-1);
        assertThat(partition.leaderEpoch()).isEqualTo(6);
    }

    @Test
    void topicsAreFoundByTheirIds() {
        ClusterMetadata metadata = TestCluster.two().metadata();
        Uuid unknown = new Uuid(9, 9);
        MetadataRequestData request = new MetadataRequestData()
                .setTopics(List.of(
                        new MetadataRequestTopic().setName(null).setTopicId(TestCluster.TOPIC_ID),
                        new MetadataRequestTopic().setName(null).setTopicId(unknown)));
        List<MetadataResponseTopic> topics =
                List.copyOf(ask(metadata, request, 12, ListenerKind.CLIENT).topics());
        assertThat(topics.get(0).name()).isEqualTo("t");
        assertThat(topics.get(1).name()).isNull();
        assertThat(topics.get(1).topicId()).isEqualTo(unknown);
        assertThat(topics.get(1).errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_ID.code());
        assertThatThrownBy(() -> ask(metadata, request, 11, ListenerKind.CLIENT))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void topicsThatAreNotThereAreUnknownOrInvalid() {
        autoCreate = false;
        ClusterMetadata metadata = TestCluster.two().metadata();
        List<MetadataResponseTopic> topics =
                List.copyOf(ask(metadata, names("t", "none", "bad name"), 12, ListenerKind.CLIENT)
                        .topics());
        assertThat(topics)
                .extracting(topic -> Errors.forCode(topic.errorCode()))
                .containsExactly(Errors.NONE, Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.INVALID_TOPIC_EXCEPTION);
        assertThat(topics.get(1).topicId()).isEqualTo(Uuid.ZERO_UUID);
        assertThat(controller.created()).isEmpty();
        assertThat(peers.sent).isEmpty();
    }

    @Test
    void clientsMayAskWithoutCreating() {
        MetadataRequestData request = names("none").setAllowAutoTopicCreation(false);
        assertThat(ask(TestCluster.two().metadata(), request, 12, ListenerKind.CLIENT)
                        .topics())
                .singleElement()
                .satisfies(topic -> assertThat(topic.errorCode()).isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code()));
        assertThat(peers.sent).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, LEADER_NOT_AVAILABLE",
        "TOPIC_ALREADY_EXISTS, LEADER_NOT_AVAILABLE",
        "REQUEST_TIMED_OUT, LEADER_NOT_AVAILABLE",
        "INVALID_REPLICATION_FACTOR, INVALID_REPLICATION_FACTOR"
    })
    void theControllerCreatesWhatItIsAskedFor(Errors created, Errors told) {
        controller.answerCreations(created);
        assertThat(ask(TestCluster.two().metadata(), names("new"), 12, ListenerKind.CLIENT)
                        .topics())
                .singleElement()
                .satisfies(
                        topic -> assertThat(Errors.forCode(topic.errorCode())).isEqualTo(told));
        assertThat(controller.created()).singleElement().satisfies(wish -> {
            assertThat(wish.topics().find("new").numPartitions()).isEqualTo(5);
            assertThat(wish.topics().find("new").replicationFactor()).isEqualTo((short) 2);
        });
    }

    @Test
    void anotherBrokerSendsTheWishToTheControllerOnceAndDoesNotWait() {
        ClusterMetadata metadata = TestCluster.two().metadata();
        MetadataHandler handler = handler(metadata);
        for (int i = 0; i < 2; i++) {
            FakeRequest request = new FakeRequest(names("new", "bad name"), 12, ListenerKind.CLIENT);
            handler.handle(request);
            loop.runAll();
            assertThat(request.answer(MetadataResponseData.class).topics())
                    .extracting(topic -> Errors.forCode(topic.errorCode()))
                    .containsExactly(Errors.UNKNOWN_TOPIC_OR_PARTITION, Errors.INVALID_TOPIC_EXCEPTION);
        }
        assertThat(peers.sent).hasSize(1);
        assertThat(peers.opened).containsExactly(new PeerTransport.PeerAddress(1, "peer-1", 9001));
        peers.answer(new CreateTopicsResponseData());
        handler.handle(new FakeRequest(names("new"), 12, ListenerKind.CLIENT));
        loop.runAll();
        assertThat(peers.sent).as("after the answer it may be tried again").hasSize(2);
    }

    private static MetadataResponsePartition partition(ClusterMetadata metadata, int version) {
        return new MetadataHandlerTest()
                .ask(metadata, names("t"), version, ListenerKind.CLIENT)
                .topics()
                .iterator()
                .next()
                .partitions()
                .getFirst();
    }

    private MetadataResponseData ask(
            ClusterMetadata metadata, MetadataRequestData body, int version, ListenerKind listener) {
        FakeRequest request = new FakeRequest(body, version, listener);
        handler(metadata).handle(request);
        loop.runAll();
        return request.answer(MetadataResponseData.class);
    }

    private MetadataHandler handler(ClusterMetadata metadata) {
        ListenerNames names = new ListenerNames("PEER", "CLIENT");
        AutoTopicCreation creation = new AutoTopicCreation(
                new BrokerConfig.Topics(2, 5, autoCreate, true),
                1000,
                names,
                metadata,
                controller,
                peers,
                SupportedApis.ofThisRelease());
        return new MetadataHandler("cluster", metadata, names, creation, new LaterAnswer(loop));
    }

    private static MetadataRequestData all() {
        return new MetadataRequestData().setTopics(null);
    }

    private static MetadataRequestData names(String... names) {
        return new MetadataRequestData()
                .setTopics(Stream.of(names)
                        .map(name -> new MetadataRequestTopic().setName(name))
                        .toList());
    }

    /** Remembers what was sent; answers when told to. */
    private static final class RecordingPeers implements PeerTransport {
        private final List<PeerAddress> opened = new ArrayList<>();
        private final List<ApiMessage> sent = new ArrayList<>();
        private final List<Consumer<PeerResponse>> handlers = new ArrayList<>();

        @Override
        public PeerChannel open(PeerAddress peer) {
            opened.add(peer);
            return new PeerChannel() {
                @Override
                public void send(ApiMessage request, long timeoutMs, Consumer<PeerResponse> handler) {
                    sent.add(request);
                    handlers.add(handler);
                }

                @Override
                public void close() {}
            };
        }

        void answer(ApiMessage body) {
            handlers.removeFirst().accept(new PeerResponse.Answered(body));
        }
    }
}
