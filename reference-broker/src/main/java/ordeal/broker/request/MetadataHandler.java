package ordeal.broker.request;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.metadata.LiveBroker;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InvalidRequestException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataRequestData;
import org.apache.kafka.common.message.MetadataRequestData.MetadataRequestTopic;
import org.apache.kafka.common.message.MetadataResponseData;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseBroker;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/**
 * Handles Metadata: the brokers with their addresses on the listener that was asked, and who leads which partition. Asking for a topic by
 * name may create it; the answer says then that it is not there yet.
 */
public final class MetadataHandler implements RequestHandler {
    /** The first version that may ask by topic id (KIP-516). */
    private static final short FIRST_BY_ID = 12;

    private final String clusterId;
    private final ClusterMetadata metadata;
    private final ListenerNames listeners;
    private final AutoTopicCreation creation;
    private final LaterAnswer later;

    /** Tells of this cluster. */
    public MetadataHandler(
            String clusterId,
            ClusterMetadata metadata,
            ListenerNames listeners,
            AutoTopicCreation creation,
            LaterAnswer later) {
        this.clusterId = clusterId;
        this.metadata = metadata;
        this.listeners = listeners;
        this.creation = creation;
        this.later = later;
    }

    @Override
    public void handle(Request request) {
        MetadataRequestData body = (MetadataRequestData) request.body();
        List<MetadataRequestTopic> asked = body.topics();
        boolean all = asked == null || (asked.isEmpty() && request.version() == 0);
        TopicMetadata topics = new TopicMetadata(
                metadata, listeners.of(request.listener()), request.version(), body.includeTopicAuthorizedOperations());
        if (all) {
            respond(request, body, metadata.topics().stream().map(topics::known).toList());
            return;
        }
        checkNames(asked, request.version());
        List<MetadataResponseTopic> told = new ArrayList<>();
        SequencedSet<String> missing = new LinkedHashSet<>();
        if (asked.stream().anyMatch(topic -> !topic.topicId().equals(Uuid.ZERO_UUID))) {
            byId(asked, topics, told);
        } else {
            byName(asked, topics, told, missing);
        }
        if (missing.isEmpty() || !body.allowAutoTopicCreation() || !creation.enabled()) {
            missing.forEach(name -> told.add(TopicMetadata.missing(name, errorOf(name))));
            respond(request, body, told);
            return;
        }
        CompletableFuture<Map<String, Errors>> created = creation.create(missing);
        later.when(created, request, errors -> {
            errors.forEach((name, error) -> told.add(TopicMetadata.missing(name, error)));
            respond(request, body, told);
        });
    }

    private static void checkNames(List<MetadataRequestTopic> asked, short version) {
        for (MetadataRequestTopic topic : asked) {
            if (version < FIRST_BY_ID && topic.name() == null) {
                throw new InvalidRequestException("In version " + version + " every topic needs a name.");
            }
            if (version < FIRST_BY_ID && !topic.topicId().equals(Uuid.ZERO_UUID)) {
                throw new InvalidRequestException("In version " + version + " no topic can be asked for by its id.");
            }
        }
    }

    private void byId(List<MetadataRequestTopic> asked, TopicMetadata topics, List<MetadataResponseTopic> told) {
        for (MetadataRequestTopic topic : asked) {
            Optional<String> name = metadata.topicName(topic.topicId());
            told.add(name.map(topics::known)
                    .orElseGet(() -> TopicMetadata.missing(topic.topicId(), Errors.UNKNOWN_TOPIC_ID)));
        }
    }

    private void byName(
            List<MetadataRequestTopic> asked,
            TopicMetadata topics,
            List<MetadataResponseTopic> told,
            SequencedSet<String> missing) {
        SequencedSet<String> names = new LinkedHashSet<>();
        for (MetadataRequestTopic topic : asked) {
            if (topic.name() == null) {
                throw new InvalidRequestException("A topic has neither a name nor an id.");
            }
            names.add(topic.name());
        }
        for (String name : names) {
            if (metadata.contains(name)) {
                told.add(topics.known(name));
            } else {
                missing.add(name);
            }
        }
    }

    private static Errors errorOf(String missing) {
        try {
            Topic.validate(missing);
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        } catch (InvalidTopicException _) {
            return Errors.INVALID_TOPIC_EXCEPTION;
        }
    }

    private void respond(Request request, MetadataRequestData body, List<MetadataResponseTopic> topics) {
        String listener = listeners.of(request.listener());
        MetadataResponseData answer =
                new MetadataResponseData().setClusterId(clusterId).setControllerId(metadata.controllerId());
        for (LiveBroker broker : metadata.brokers()) {
            broker.endpoint(listener)
                    .ifPresent(place -> answer.brokers()
                            .add(new MetadataResponseBroker()
                                    .setNodeId(broker.id())
                                    .setHost(place.host())
                                    .setPort(place.port())
                                    .setRack(broker.rack())));
        }
        topics.forEach(answer.topics()::add);
        if (body.includeClusterAuthorizedOperations()) {
            answer.setClusterAuthorizedOperations(Operations.ON_CLUSTER);
        }
        request.respond(answer);
    }
}
