package ordeal.broker;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.BrokerConfigFile;
import ordeal.broker.controller.ControllerApi;
import ordeal.broker.journal.Journal;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.port.EventLoop;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.replication.Partitions;
import ordeal.broker.request.ApiVersionsHandler;
import ordeal.broker.request.AutoTopicCreation;
import ordeal.broker.request.ControlFence;
import ordeal.broker.request.ControllerHandler;
import ordeal.broker.request.DescribeClusterHandler;
import ordeal.broker.request.DescribeConfigsHandler;
import ordeal.broker.request.FetchHandler;
import ordeal.broker.request.IncrementalAlterConfigsHandler;
import ordeal.broker.request.InitProducerIdHandler;
import ordeal.broker.request.LaterAnswer;
import ordeal.broker.request.LeaderAndIsrHandler;
import ordeal.broker.request.ListOffsetsHandler;
import ordeal.broker.request.ListenerNames;
import ordeal.broker.request.MetadataHandler;
import ordeal.broker.request.OffsetForLeaderEpochHandler;
import ordeal.broker.request.ProduceHandler;
import ordeal.broker.request.ProducerIdSource;
import ordeal.broker.request.RegisteredOnly;
import ordeal.broker.request.RequestDispatcher;
import ordeal.broker.request.RequestHandler;
import ordeal.broker.request.StopReplicaHandler;
import ordeal.broker.request.SupportedApis;
import ordeal.broker.request.TopicConfigStore;
import ordeal.broker.request.UpdateMetadataHandler;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.ApiKeys;

/** One handler for every API, over the parts of one broker. */
record BrokerHandlers(
        BrokerConfigFile file,
        EventLoop loop,
        SupportedApis apis,
        PeerTransport transport,
        ReplicationRules rules,
        ClusterMetadata metadata,
        ControllerApi controller,
        Partitions partitions,
        TopicConfigStore topicConfigs,
        ProducerIdSource producerIds,
        LongSupplier brokerEpoch,
        Journal journal,
        Consumer<Throwable> onImpossible) {
    /** Hands each request to its handler. */
    RequestHandler dispatcher(String clusterId) {
        Map<ApiKeys, RequestHandler> handlers = new EnumMap<>(ApiKeys.class);
        addData(handlers);
        addControl(handlers);
        addAdministration(handlers, clusterId);
        return new RequestDispatcher(handlers, onImpossible);
    }

    private void addData(Map<ApiKeys, RequestHandler> handlers) {
        Predicate<TopicPartition> known = id -> metadata.partition(id).isPresent();
        handlers.put(ApiKeys.PRODUCE, new ProduceHandler(partitions, loop, known));
        handlers.put(
                ApiKeys.FETCH,
                new FetchHandler(
                        partitions, loop, known, file.config().network().fetchMaxBytes()));
        handlers.put(ApiKeys.LIST_OFFSETS, new ListOffsetsHandler(partitions, known));
        handlers.put(ApiKeys.OFFSET_FOR_LEADER_EPOCH, new OffsetForLeaderEpochHandler(partitions, known));
        handlers.put(ApiKeys.INIT_PRODUCER_ID, new InitProducerIdHandler(producerIds, loop));
    }

    private void addControl(Map<ApiKeys, RequestHandler> handlers) {
        ControlFence fence = new ControlFence(rules, brokerEpoch, journal);
        LaterAnswer later = new LaterAnswer(loop);
        handlers.put(
                ApiKeys.LEADER_AND_ISR,
                new RegisteredOnly(fence, new LeaderAndIsrHandler(partitions, fence, topicConfigs, later)));
        handlers.put(ApiKeys.STOP_REPLICA, new RegisteredOnly(fence, new StopReplicaHandler(partitions, fence, later)));
        handlers.put(ApiKeys.UPDATE_METADATA, new RegisteredOnly(fence, new UpdateMetadataHandler(fence, metadata)));
        handlers.put(ApiKeys.ALTER_PARTITION, ControllerHandler.alterPartition(controller, later));
        handlers.put(ApiKeys.CONTROLLED_SHUTDOWN, ControllerHandler.controlledShutdown(controller, later));
    }

    private void addAdministration(Map<ApiKeys, RequestHandler> handlers, String clusterId) {
        BrokerConfig config = file.config();
        LaterAnswer later = new LaterAnswer(loop);
        ListenerNames names = new ListenerNames(
                config.peerListener().name(), config.clientListener().name());
        AutoTopicCreation creation = new AutoTopicCreation(
                config.topics(), config.network().requestTimeoutMs(), names, metadata, controller, transport, apis);
        handlers.put(ApiKeys.API_VERSIONS, new ApiVersionsHandler(apis));
        handlers.put(ApiKeys.METADATA, new MetadataHandler(clusterId, metadata, names, creation, later));
        handlers.put(ApiKeys.DESCRIBE_CLUSTER, new DescribeClusterHandler(clusterId, metadata, names));
        handlers.put(ApiKeys.CREATE_TOPICS, ControllerHandler.createTopics(controller, later));
        handlers.put(ApiKeys.DELETE_TOPICS, ControllerHandler.deleteTopics(controller, later));
        handlers.put(ApiKeys.ELECT_LEADERS, ControllerHandler.electLeaders(controller, later));
        handlers.put(
                ApiKeys.DESCRIBE_CONFIGS,
                new DescribeConfigsHandler(
                        config.brokerId(), file.entries(), config.topicDefaults(), metadata, topicConfigs));
        handlers.put(
                ApiKeys.INCREMENTAL_ALTER_CONFIGS, new IncrementalAlterConfigsHandler(metadata, topicConfigs, later));
    }
}
