package ordeal.broker.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.ConfigEntry;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.fake.FakeRequest;
import ordeal.broker.fake.FakeTopicConfigStore;
import ordeal.broker.fake.SteppedEventLoop;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.message.ApiVersionsRequestData;
import org.apache.kafka.common.message.ApiVersionsResponseData;
import org.apache.kafka.common.message.DescribeClusterRequestData;
import org.apache.kafka.common.message.DescribeClusterResponseData;
import org.apache.kafka.common.message.DescribeConfigsRequestData;
import org.apache.kafka.common.message.DescribeConfigsRequestData.DescribeConfigsResource;
import org.apache.kafka.common.message.DescribeConfigsResponseData;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResourceResult;
import org.apache.kafka.common.message.DescribeConfigsResponseData.DescribeConfigsResult;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterConfigsResource;
import org.apache.kafka.common.message.IncrementalAlterConfigsRequestData.AlterableConfig;
import org.apache.kafka.common.message.IncrementalAlterConfigsResponseData;
import org.apache.kafka.common.message.InitProducerIdRequestData;
import org.apache.kafka.common.message.InitProducerIdResponseData;
import org.apache.kafka.common.message.ListOffsetsRequestData;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsPartition;
import org.apache.kafka.common.message.ListOffsetsRequestData.ListOffsetsTopic;
import org.apache.kafka.common.message.ListOffsetsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.ProduceRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RequestHandlersTest {
    private static final byte TOPIC = 2;
    private static final byte BROKER = 4;
    private static final byte DEFAULT_CONFIG = 5;
    private static final byte SET = 0;
    private static final byte DELETE = 1;
    private static final byte APPEND = 2;
    private static final TopicSettings DEFAULTS =
            new TopicSettings(1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, false, 2, false);

    private final ClusterMetadata metadata = TestCluster.two().metadata();
    private final FakeTopicConfigStore configs = new FakeTopicConfigStore();
    private final SteppedEventLoop loop = new SteppedEventLoop();
    private final LaterAnswer later = new LaterAnswer(loop);

    @Test
    void clientsAreToldLowRangesAndNothingOfWhatOnlyBrokersSay() {
        ApiVersionsResponseData forClients = apiVersions(3, ListenerKind.CLIENT);
        assertThat(forClients.apiKeys().find(ApiKeys.PRODUCE.id).minVersion()).isZero();
        assertThat(forClients.apiKeys().find(ApiKeys.FETCH.id).minVersion()).isZero();
        assertThat(forClients.apiKeys().find(ApiKeys.LIST_OFFSETS.id).minVersion())
                .isZero();
        for (ApiKeys peerOnly : List.of(
                ApiKeys.LEADER_AND_ISR,
                ApiKeys.STOP_REPLICA,
                ApiKeys.UPDATE_METADATA,
                ApiKeys.CONTROLLED_SHUTDOWN,
                ApiKeys.ALTER_PARTITION)) {
            assertThat(forClients.apiKeys().find(peerOnly.id)).isNull();
            assertThat(apiVersions(3, ListenerKind.PEER).apiKeys().find(peerOnly.id))
                    .isNotNull();
        }
    }

    @Test
    void aVersionFromTheFutureIsToldWhichVersionsThereAre() {
        ApiVersionsResponseData answer = apiVersions(99, ListenerKind.CLIENT);
        assertThat(answer.errorCode()).isEqualTo(Errors.UNSUPPORTED_VERSION.code());
        assertThat(answer.apiKeys()).singleElement().satisfies(range -> {
            assertThat(range.apiKey()).isEqualTo(ApiKeys.API_VERSIONS.id);
            assertThat(range.maxVersion()).isEqualTo((short) 4);
        });
    }

    @Test
    void aClientWithoutANameItCouldHaveIsRefused() {
        FakeRequest request = new FakeRequest(
                new ApiVersionsRequestData().setClientSoftwareName("-").setClientSoftwareVersion("1"),
                3,
                ListenerKind.CLIENT);
        new ApiVersionsHandler(SupportedApis.ofThisRelease()).handle(request);
        assertThat(request.answer(ApiVersionsResponseData.class).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @Test
    void describesTheClusterToItsListener() {
        DescribeClusterResponseData answer = describeCluster((byte) 1);
        assertThat(answer.clusterId()).isEqualTo("cluster");
        assertThat(answer.controllerId()).isEqualTo(1);
        assertThat(answer.brokers()).extracting("host").containsExactly("client-1", "client-2");
        assertThat(describeCluster((byte) 2).errorCode()).isEqualTo(Errors.MISMATCHED_ENDPOINT_TYPE.code());
        assertThat(describeCluster((byte) 9).errorCode()).isEqualTo(Errors.UNSUPPORTED_ENDPOINT_TYPE.code());
    }

    @Test
    void describesATopicsSettingsWithTheirSources() {
        var _ = configs.replace("t", Map.of("segment.bytes", "99"));
        DescribeConfigsResult result = describeConfigs(TOPIC, "t", null);
        assertThat(result.configs()).hasSize(15);
        assertThat(source(result, "segment.bytes")).isEqualTo("99 from 1");
        assertThat(source(result, "min.insync.replicas")).isEqualTo("2 from 4");
        assertThat(source(result, "retention.ms")).isEqualTo("5000 from 5");
        assertThat(describeConfigs(TOPIC, "t", List.of("segment.bytes")).configs())
                .hasSize(1);
        assertThat(describeConfigs(TOPIC, "none", null).errorCode())
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION.code());
    }

    @Test
    void describesSettingsThatAreDefaultsInEveryVersion() {
        for (short version : ApiKeys.DESCRIBE_CONFIGS.allVersions()) {
            DescribeConfigsResourceResult told = describeConfigs(TOPIC, "t", List.of("retention.ms"), version)
                    .configs()
                    .getFirst();
            assertThat(told.value()).isEqualTo("5000");
            assertThat(version == 0 ? told.isDefault() : told.configSource() == DEFAULT_CONFIG)
                    .as("known as a default in version " + version)
                    .isTrue();
        }
    }

    @Test
    void describesThisBrokerAndNoOther() {
        assertThat(source(describeConfigs(BROKER, "1", null), "min.insync.replicas"))
                .isEqualTo("2 from 4");
        assertThat(describeConfigs(BROKER, "2", null).errorCode()).isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @Test
    void changesATopicsSettings() {
        var _ = configs.replace("t", Map.of("segment.bytes", "99", "retention.ms", "1"));
        assertThat(alter(TOPIC, "t", false, change("segment.bytes", DELETE, null), change("flush.ms", SET, "7")))
                .isEqualTo(Errors.NONE);
        assertThat(configs.overrides("t")).isEqualTo(Map.of("retention.ms", "1", "flush.ms", "7"));
    }

    @Test
    void refusesSettingsThatAreWrongAndChangesNothing() {
        assertThat(alter(TOPIC, "t", false, change("flush.ms", SET, "x"))).isEqualTo(Errors.INVALID_CONFIG);
        assertThat(alter(TOPIC, "t", false, change("none", SET, "1"))).isEqualTo(Errors.INVALID_CONFIG);
        assertThat(alter(TOPIC, "t", false, change("flush.ms", SET, null))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(alter(TOPIC, "t", false, change("flush.ms", APPEND, "1"))).isEqualTo(Errors.INVALID_CONFIG);
        assertThat(alter(TOPIC, "t", false, change("flush.ms", (byte) 9, "1"))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(alter(TOPIC, "none", false, change("flush.ms", SET, "1")))
                .isEqualTo(Errors.UNKNOWN_TOPIC_OR_PARTITION);
        assertThat(alter(BROKER, "1", false, change("flush.ms", SET, "1"))).isEqualTo(Errors.INVALID_REQUEST);
        assertThat(alter(TOPIC, "t", true, change("flush.ms", SET, "1"))).isEqualTo(Errors.NONE);
        configs.fail(new IllegalArgumentException("no ZooKeeper"));
        assertThat(alter(TOPIC, "t", false, change("flush.ms", SET, "1"))).isEqualTo(Errors.UNKNOWN_SERVER_ERROR);
        assertThat(configs.overrides("t")).isEmpty();
    }

    @Test
    void everyProducerGetsAnIdOfItsOwn() {
        long[] last = {41};
        ProducerIdSource ids = () -> CompletableFuture.completedFuture(++last[0]);
        assertThat(initProducerId(ids, idempotent()).producerId()).isEqualTo(42);
        InitProducerIdResponseData second = initProducerId(ids, idempotent());
        assertThat(second.producerId()).isEqualTo(43);
        assertThat(second.producerEpoch()).isZero();
    }

    @Test
    void transactionsAndMissingIdsAreRefused() {
        ProducerIdSource none = () -> CompletableFuture.failedFuture(new IllegalArgumentException("no ZooKeeper"));
        assertThat(initProducerId(none, idempotent()).errorCode())
                .isEqualTo(Errors.COORDINATOR_LOAD_IN_PROGRESS.code());
        assertThat(initProducerId(none, idempotent().setTransactionalId("x")).errorCode())
                .isEqualTo(Errors.INVALID_REQUEST.code());
        assertThat(initProducerId(none, idempotent().setProducerId(5)).errorCode())
                .isEqualTo(Errors.INVALID_REQUEST.code());
    }

    @Test
    void aHandlerThatFailsIsAnsweredForAndAnImpossibleStateIsReported() {
        List<Throwable> impossible = new ArrayList<>();
        RequestDispatcher dispatcher = new RequestDispatcher(
                Map.of(
                        ApiKeys.LIST_OFFSETS,
                        _ -> {
                            throw new IllegalArgumentException("a mistake");
                        },
                        ApiKeys.PRODUCE,
                        _ -> {
                            throw new IllegalArgumentException("a mistake");
                        },
                        ApiKeys.METADATA,
                        _ -> {
                            throw new IllegalStateException("impossible");
                        }),
                impossible::add);
        FakeRequest offsets = new FakeRequest(new ListOffsetsRequestData()
                .setTopics(List.of(new ListOffsetsTopic()
                        .setName("t")
                        .setPartitions(List.of(new ListOffsetsPartition().setPartitionIndex(3))))));
        dispatcher.handle(offsets);
        assertThat(offsets.answer(ListOffsetsResponseData.class)
                        .topics()
                        .getFirst()
                        .partitions()
                        .getFirst()
                        .errorCode())
                .isEqualTo(Errors.UNKNOWN_SERVER_ERROR.code());
        FakeRequest unacknowledged = new FakeRequest(new ProduceRequestData().setAcks((short) 0));
        dispatcher.handle(unacknowledged);
        assertThat(unacknowledged.closed()).isNotNull();
        assertThat(impossible).isEmpty();
        dispatcher.handle(new FakeRequest(new MetadataRequestData()));
        assertThat(impossible).singleElement().isInstanceOf(IllegalStateException.class);
    }

    private static ApiVersionsResponseData apiVersions(int version, ListenerKind listener) {
        FakeRequest request = new FakeRequest(
                new ApiVersionsRequestData().setClientSoftwareName("test").setClientSoftwareVersion("1"),
                version,
                listener);
        new ApiVersionsHandler(SupportedApis.ofThisRelease()).handle(request);
        return request.answer(ApiVersionsResponseData.class);
    }

    private DescribeClusterResponseData describeCluster(byte endpointType) {
        FakeRequest request = new FakeRequest(new DescribeClusterRequestData().setEndpointType(endpointType));
        new DescribeClusterHandler("cluster", metadata, new ListenerNames("PEER", "CLIENT")).handle(request);
        return request.answer(DescribeClusterResponseData.class);
    }

    private DescribeConfigsResult describeConfigs(byte type, String name, @Nullable List<String> keys) {
        return describeConfigs(type, name, keys, ApiKeys.DESCRIBE_CONFIGS.latestVersion());
    }

    private DescribeConfigsResult describeConfigs(byte type, String name, @Nullable List<String> keys, short version) {
        List<ConfigEntry> entries =
                List.of(new ConfigEntry("min.insync.replicas", ConfigDef.Type.INT, "2", true, "how many"));
        FakeRequest request = new FakeRequest(
                new DescribeConfigsRequestData()
                        .setResources(List.of(new DescribeConfigsResource()
                                .setResourceType(type)
                                .setResourceName(name)
                                .setConfigurationKeys(keys))),
                version,
                ListenerKind.CLIENT);
        new DescribeConfigsHandler(1, entries, DEFAULTS, metadata, configs).handle(request);
        return request.answer(DescribeConfigsResponseData.class).results().getFirst();
    }

    private static String source(DescribeConfigsResult result, String name) {
        return result.configs().stream()
                .filter(config -> config.name().equals(name))
                .map(config -> config.value() + " from " + config.configSource())
                .findFirst()
                .orElse("missing");
    }

    private static AlterableConfig change(String name, byte operation, @Nullable String value) {
        return new AlterableConfig().setName(name).setConfigOperation(operation).setValue(value);
    }

    private Errors alter(byte type, String name, boolean validateOnly, AlterableConfig... changes) {
        AlterConfigsResource resource =
                new AlterConfigsResource().setResourceType(type).setResourceName(name);
        resource.configs().addAll(List.of(changes));
        IncrementalAlterConfigsRequestData body =
                new IncrementalAlterConfigsRequestData().setValidateOnly(validateOnly);
        body.resources().add(resource);
        FakeRequest request = new FakeRequest(body);
        new IncrementalAlterConfigsHandler(metadata, configs, later).handle(request);
        loop.runAll();
        return Errors.forCode(request.answer(IncrementalAlterConfigsResponseData.class)
                .responses()
                .getFirst()
                .errorCode());
    }

    private static InitProducerIdRequestData idempotent() {
        return new InitProducerIdRequestData().setTransactionalId(null);
    }

    private static InitProducerIdResponseData initProducerId(ProducerIdSource ids, InitProducerIdRequestData body) {
        FakeRequest request = new FakeRequest(body);
        SteppedEventLoop loop = new SteppedEventLoop();
        new InitProducerIdHandler(ids, loop).handle(request);
        loop.runAll();
        return request.answer(InitProducerIdResponseData.class);
    }
}
