package ordeal.broker.request;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.controller.ControllerApi;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.port.PeerTransport;
import ordeal.broker.port.PeerTransport.PeerAddress;
import ordeal.broker.port.PeerTransport.PeerChannel;
import ordeal.broker.port.PeerTransport.PeerResponse;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.message.CreateTopicsRequestData.CreatableTopic;
import org.apache.kafka.common.message.CreateTopicsResponseData;
import org.apache.kafka.common.message.CreateTopicsResponseData.CreatableTopicResult;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.protocol.Errors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates topics that somebody has asked for. The controller does it at once; another broker sends the wish to the controller and does not
 * wait. Either way the client is told to ask again. A topic is under way once at a time.
 */
public final class AutoTopicCreation {
    private static final Logger log = LoggerFactory.getLogger(AutoTopicCreation.class);

    private final BrokerConfig.Topics settings;
    private final long requestTimeoutMs;
    private final ListenerNames listeners;
    private final ClusterMetadata metadata;
    private final ControllerApi controller;
    private final PeerTransport peers;
    private final short version;
    private final Set<String> underWay = new HashSet<>();

    /**
     * Creates topics with a broker's own settings.
     *
     * @param requestTimeoutMs how long the controller may take
     */
    public AutoTopicCreation(
            BrokerConfig.Topics settings,
            long requestTimeoutMs,
            ListenerNames listeners,
            ClusterMetadata metadata,
            ControllerApi controller,
            PeerTransport peers,
            SupportedApis apis) {
        this.settings = settings;
        this.requestTimeoutMs = requestTimeoutMs;
        this.listeners = listeners;
        this.metadata = metadata;
        this.controller = controller;
        this.peers = peers;
        this.version = apis.newest(Request.ListenerKind.PEER, ApiKeys.CREATE_TOPICS);
    }

    /** Whether this broker does it at all. */
    boolean enabled() {
        return settings.autoCreate();
    }

    /**
     * Sets about creating topics.
     *
     * @return what to tell the client of each, in the given order: never NONE, for nothing can be said of the topic yet
     */
    CompletableFuture<Map<String, Errors>> create(SequencedSet<String> names) {
        Map<String, Errors> told = new LinkedHashMap<>();
        CreateTopicsRequestData wish = new CreateTopicsRequestData();
        for (String name : names) {
            if (!valid(name)) {
                told.put(name, Errors.INVALID_TOPIC_EXCEPTION);
                continue;
            }
            told.put(name, Errors.UNKNOWN_TOPIC_OR_PARTITION);
            if (underWay.add(name)) {
                wish.topics()
                        .add(new CreatableTopic()
                                .setName(name)
                                .setNumPartitions(settings.numPartitions())
                                .setReplicationFactor((short) settings.defaultReplicationFactor()));
            }
        }
        if (wish.topics().isEmpty()) {
            return CompletableFuture.completedFuture(told);
        }
        List<String> wanted = wish.topics().stream().map(CreatableTopic::name).toList();
        if (controller.active()) {
            return controller.createTopics(wish, version).handle((answer, failure) -> {
                wanted.forEach(underWay::remove);
                if (failure == null) {
                    answer.topics().forEach(topic -> told.put(topic.name(), afterCreation(topic)));
                }
                return told;
            });
        }
        forward(wish.setTimeoutMs((int) requestTimeoutMs), wanted);
        return CompletableFuture.completedFuture(told);
    }

    private static boolean valid(String name) {
        try {
            Topic.validate(name);
            return true;
        } catch (InvalidTopicException _) {
            return false;
        }
    }

    /** A topic that is there now has no leader that anybody has heard of yet. */
    private static Errors afterCreation(CreatableTopicResult topic) {
        Errors error = Errors.forCode(topic.errorCode());
        return switch (error) {
            case NONE, TOPIC_ALREADY_EXISTS, REQUEST_TIMED_OUT -> Errors.LEADER_NOT_AVAILABLE;
            default -> error;
        };
    }

    private void forward(CreateTopicsRequestData wish, List<String> wanted) {
        int id = metadata.controllerId();
        Optional<PeerAddress> address = metadata.broker(id)
                .flatMap(broker -> broker.endpoint(listeners.peer()))
                .map(place -> new PeerAddress(id, place.host(), place.port()));
        if (address.isEmpty()) {
            log.info("topics {} cannot be created: no controller is known", wanted);
            wanted.forEach(underWay::remove);
            return;
        }
        PeerChannel channel = peers.open(address.get());
        channel.send(wish, requestTimeoutMs, response -> {
            wanted.forEach(underWay::remove);
            channel.close();
            report(response, wanted);
        });
    }

    private static void report(PeerResponse response, List<String> wanted) {
        switch (response) {
            case PeerResponse.Answered(CreateTopicsResponseData answer) ->
                answer.topics().stream()
                        .filter(topic -> topic.errorCode() != Errors.NONE.code()
                                && topic.errorCode() != Errors.TOPIC_ALREADY_EXISTS.code())
                        .forEach(topic -> log.warn(
                                "topic {} was not created: {} {}",
                                topic.name(),
                                Errors.forCode(topic.errorCode()),
                                topic.errorMessage()));
            case PeerResponse.Answered(var other) -> log.warn("no answer to CreateTopics: {}", other);
            case PeerResponse.Failed(String reason) -> log.info("topics {} were not created: {}", wanted, reason);
        }
    }
}
