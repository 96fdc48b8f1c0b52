package ordeal.broker.simulation;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import ordeal.broker.fake.FakeEventLoop;
import ordeal.broker.fake.FakeHost;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfig;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopicConfigCollection;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.ApiMessage;
import org.apache.kafka.common.protocol.Errors;

/** A client process: connections to brokers, and what it learns from their metadata. */
final class SimulatedClient {
    static final long TIMEOUT_MS = 2000;
    private static final int CREATION_TIMEOUT_MS = 1500;

    private final FakeEventLoop loop;
    private final FakeHost host;
    private final RandomGenerator random;
    private final List<Integer> brokers;
    private final Map<Integer, PeerChannel> channels = new TreeMap<>();

    SimulatedClient(FakeEventLoop loop, FakeHost host, RandomGenerator random, List<Integer> brokers) {
        this.loop = loop;
        this.host = host;
        this.random = random;
        this.brokers = brokers;
    }

    RandomGenerator random() {
        return random;
    }

    /** Does something later, at a seeded time. */
    void later(int atMostMs, Runnable task) {
        loop.schedule(random.nextInt(atMostMs + 1), task);
    }

    /** Asks a broker; the answer is empty when none came. Record bytes in it are valid until the callback returns. */
    void ask(int broker, ApiMessage request, Consumer<Optional<ApiMessage>> then) {
        channels.computeIfAbsent(broker, to -> host.channel(to, ListenerKind.CLIENT))
                .send(request, TIMEOUT_MS, response -> {
                    switch (response) {
                        case PeerResponse.Answered(ApiMessage body) -> then.accept(Optional.of(body));
                        case PeerResponse.Failed _ -> then.accept(Optional.empty());
                    }
                });
    }

    /** Asks any broker. */
    void askAny(ApiMessage request, Consumer<Optional<ApiMessage>> then) {
        ask(brokers.get(random.nextInt(brokers.size())), request, then);
    }

    /** Finds out about a topic; empty when that was not possible now. */
    void topic(String name, Consumer<Optional<MetadataResponseTopic>> then) {
        MetadataRequestData request = new MetadataRequestData()
                .setAllowAutoTopicCreation(false)
                .setTopics(List.of(new MetadataRequestTopic().setName(name)));
        askAny(
                request,
                answer -> then.accept(answer.map(MetadataResponseData.class::cast)
                        .map(data -> data.topics().find(name))
                        .filter(topic -> topic.errorCode() == Errors.NONE.code())));
    }

    /** Finds out who leads a partition; empty when that is not known now. */
    void leader(String topic, int partition, Consumer<Optional<MetadataResponsePartition>> then) {
        topic(
                topic,
                found -> then.accept(found.flatMap(data -> data.partitions().stream()
                        .filter(candidate -> candidate.partitionIndex() == partition && candidate.leaderId() >= 0)
                        .findFirst())));
    }

    /** Creates a topic, however long it takes. */
    void createTopic(String name, int partitions, Map<String, String> settings, Runnable then) {
        askAny(new MetadataRequestData().setTopics(List.of()), answer -> {
            int controller = answer.map(MetadataResponseData.class::cast)
                    .map(MetadataResponseData::controllerId)
                    .orElse(-1);
            if (controller < 0) {
                later(200, () -> createTopic(name, partitions, settings, then));
                return;
            }
            ask(controller, creation(name, partitions, settings), created -> {
                Errors error = created.map(CreateTopicsResponseData.class::cast)
                        .map(data -> Errors.forCode(data.topics().find(name).errorCode()))
                        .orElse(Errors.NETWORK_EXCEPTION);
                if (error == Errors.NONE || error == Errors.TOPIC_ALREADY_EXISTS) {
                    then.run();
                } else {
                    later(200, () -> createTopic(name, partitions, settings, then));
                }
            });
        });
    }

    private static CreateTopicsRequestData creation(String name, int partitions, Map<String, String> settings) {
        CreatableTopicConfigCollection configs = new CreatableTopicConfigCollection();
        settings.forEach((key, value) ->
                configs.add(new CreatableTopicConfig().setName(key).setValue(value)));
        CreateTopicsRequestData request = new CreateTopicsRequestData().setTimeoutMs(CREATION_TIMEOUT_MS);
        request.topics()
                .add(new CreatableTopic()
                        .setName(name)
                        .setNumPartitions(partitions)
                        .setReplicationFactor((short) 3)
                        .setConfigs(configs));
        return request;
    }
}
