package ordeal.broker.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.FakeTopicConfigStore;
import ordeal.broker.fake.RefusingController;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.request.ApiVersionsHandler;
import ordeal.broker.request.AutoTopicCreation;
import ordeal.broker.request.ControlFence;
import ordeal.broker.request.ControllerHandler;
import ordeal.broker.request.DescribeClusterHandler;
import ordeal.broker.request.DescribeConfigsHandler;
import ordeal.broker.request.IncrementalAlterConfigsHandler;
import ordeal.broker.request.InitProducerIdHandler;
import ordeal.broker.request.LaterAnswer;
import ordeal.broker.request.ListenerNames;
import ordeal.broker.request.MetadataHandler;
import ordeal.broker.request.Request.ListenerKind;
import ordeal.broker.request.RequestDispatcher;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.SupportedApis;
import ordeal.broker.request.UpdateMetadataHandler;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.ApiMessage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything that is offered gets an answer that its own version can be read from. */
class VersionsMatrixTest {
    private static final TopicSettings DEFAULTS =
            new TopicSettings(1 << 20, 1, 1 << 20, 4096, -1, -1, 0, 1, 1, 1 << 20, false, 1, false);

    private final Map<ApiKeys, RequestHandler> handlers = new TreeMap<>();

    @ParameterizedTest
    @EnumSource(ListenerKind.class)
    void everyVersionOfEveryApiIsAnswered(ListenerKind listener) throws IOException {
        List<Throwable> impossible = new CopyOnWriteArrayList<>();
        // The handlers need the server's loop, and the server its handlers.
        CompletableFuture<RequestHandler> dispatcher = new CompletableFuture<>();
        try (TestServer server = new TestServer(request -> dispatcher.join().handle(request))) {
            register(server);
            dispatcher.complete(new RequestDispatcher(handlers, impossible::add));
            int port = listener == ListenerKind.PEER ? server.peerPort : server.clientPort;
            try (TestClient client = new TestClient(port)) {
                for (SupportedApis.Range range : server.apis.ranges(listener)) {
                    for (int version = range.oldest(); version <= range.newest(); version++) {
                        ApiMessage answer = client.ask(request(range.api()), version, version);
                        assertThat(answer).as("%s %d", range.api(), version).isNotNull();
                    }
                }
            }
            assertThat(server.failures).isEmpty();
            assertThat(impossible).isEmpty();
        }
    }

    private static ApiMessage request(ApiKeys api) {
        ApiMessage body = api.messageType.newRequest();
        if (body instanceof ProduceRequestData produce) {
            produce.setAcks((short) 1);
        }
        return body;
    }

    private void register(TestServer server) {
        ClusterMetadata metadata = new ClusterMetadata();
        LaterAnswer later = new LaterAnswer(server.loop);
        ListenerNames names = new ListenerNames("PEER", "CLIENT");
        RefusingController controller = new RefusingController();
        FakeTopicConfigStore configs = new FakeTopicConfigStore();
        AutoTopicCreation creation = new AutoTopicCreation(
                new BrokerConfig.Topics(1, 1, true, true),
                1000,
                names,
                metadata,
                controller,
                new NettyPeerTransport(server.loop, 1, server.apis, server.counters),
                server.apis);
        for (ApiKeys api : ApiKeys.values()) {
            handlers.put(api, _ -> {
                throw new IllegalArgumentException("handled elsewhere");
            });
        }
        handlers.put(ApiKeys.API_VERSIONS, new ApiVersionsHandler(server.apis));
        handlers.put(ApiKeys.METADATA, new MetadataHandler("cluster", metadata, names, creation, later));
        handlers.put(ApiKeys.DESCRIBE_CLUSTER, new DescribeClusterHandler("cluster", metadata, names));
        handlers.put(ApiKeys.DESCRIBE_CONFIGS, new DescribeConfigsHandler(1, List.of(), DEFAULTS, metadata, configs));
        handlers.put(ApiKeys.INCREMENTAL_ALTER_CONFIGS, new IncrementalAlterConfigsHandler(metadata, configs, later));
        handlers.put(
                ApiKeys.INIT_PRODUCER_ID,
                new InitProducerIdHandler(() -> CompletableFuture.completedFuture(5L), server.loop));
        handlers.put(
                ApiKeys.UPDATE_METADATA,
                new UpdateMetadataHandler(new ControlFence(new ReplicationRules(), () -> 1, _ -> {}), metadata));
        handlers.put(ApiKeys.ALTER_PARTITION, ControllerHandler.alterPartition(controller, later));
        handlers.put(ApiKeys.CONTROLLED_SHUTDOWN, ControllerHandler.controlledShutdown(controller, later));
        handlers.put(ApiKeys.CREATE_TOPICS, ControllerHandler.createTopics(controller, later));
        handlers.put(ApiKeys.DELETE_TOPICS, ControllerHandler.deleteTopics(controller, later));
        handlers.put(ApiKeys.ELECT_LEADERS, ControllerHandler.electLeaders(controller, later));
    }
}
