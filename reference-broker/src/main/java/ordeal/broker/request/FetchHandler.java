package ordeal.broker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import ordeal.broker.port.EventLoop;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.Partitions;
import ordeal.broker.request.Request.ListenerKind;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.message.FetchRequestData.FetchTopic;
import org.apache.kafka.common.message.FetchResponseData;
import org.apache.kafka.common.protocol.Errors;
import org.apache.kafka.common.requests.FetchRequest;

/**
 * Fetch, of followers and of clients. Only leaders answer. Sessions (KIP-227) are declined: whoever asks for one is answered with
 * session 0 and goes on sending full requests.
 */
public final class FetchHandler implements RequestHandler {
    private static final short FIRST_VERSION_WITH_BATCHES = 4;
    private static final short FIRST_VERSION_WITH_IDS = 13;
    private static final int NEW_SESSION = 0;
    private static final int SESSIONLESS = -1;

    private final Partitions partitions;
    private final EventLoop loop;
    private final Predicate<TopicPartition> known;
    private final int fetchMaxBytes;
    private final FollowerIncarnations incarnations = new FollowerIncarnations();

    /**
     * A handler.
     *
     * @param known whether a partition exists in the cluster, as far as this broker knows
     * @param fetchMaxBytes {@code fetch.max.bytes}: how much a client gets at most
     */
    public FetchHandler(Partitions partitions, EventLoop loop, Predicate<TopicPartition> known, int fetchMaxBytes) {
        this.partitions = partitions;
        this.loop = loop;
        this.known = known;
        this.fetchMaxBytes = fetchMaxBytes;
    }

    @Override
    public void handle(Request request) {
        FetchRequestData data = (FetchRequestData) request.body();
        int replica = FetchRequest.replicaId(data);
        long replicaEpoch = data.replicaState().replicaEpoch();
        if (data.sessionEpoch() != NEW_SESSION && data.sessionEpoch() != SESSIONLESS) {
            request.respond(new FetchResponseData().setErrorCode(Errors.FETCH_SESSION_ID_NOT_FOUND.code()));
            return;
        }
        if (replica >= 0 && request.listener() != ListenerKind.PEER) {
            request.respond(new FetchResponseData().setErrorCode(Errors.INVALID_REQUEST.code()));
            return;
        }
        boolean outdated = replica >= 0 && !incarnations.admit(replica, replicaEpoch);
        List<FetchTarget> targets = new ArrayList<>();
        for (FetchTopic topic : data.topics()) {
            for (FetchPartition partition : topic.partitions()) {
                targets.add(
                        outdated
                                ? FetchTarget.refused(
                                        topic.topic(), topic.topicId(), partition, Errors.NOT_LEADER_OR_FOLLOWER)
                                : target(request, replica, replicaEpoch, topic, partition));
            }
        }
        boolean follower = replica >= 0;
        int maxBytes = follower ? data.maxBytes() : Math.min(data.maxBytes(), fetchMaxBytes);
        int minBytes = Math.min(data.minBytes(), maxBytes);
        new PendingFetch(request, loop, targets, follower, minBytes, maxBytes).begin(data.maxWaitMs());
    }

    private FetchTarget target(
            Request request, int replica, long replicaEpoch, FetchTopic topic, FetchPartition asked) {
        boolean byId = request.version() >= FIRST_VERSION_WITH_IDS;
        Optional<String> name = byId ? partitions.topicName(topic.topicId()) : Optional.of(topic.topic());
        Uuid id = byId ? topic.topicId() : Uuid.ZERO_UUID;
        if (request.version() < FIRST_VERSION_WITH_BATCHES) {
            return FetchTarget.refused(name.orElse(""), id, asked, Errors.UNSUPPORTED_VERSION);
        }
        if (name.isEmpty()) {
            return FetchTarget.refused("", id, asked, Errors.UNKNOWN_TOPIC_ID);
        }
        TopicPartition partitionId = new TopicPartition(name.get(), asked.partition());
        Optional<Partition> partition = partitions.get(partitionId);
        if (partition.isEmpty()) {
            Errors error = known.test(partitionId) ? Errors.NOT_LEADER_OR_FOLLOWER : Errors.UNKNOWN_TOPIC_OR_PARTITION;
            return FetchTarget.refused(name.get(), id, asked, error);
        }
        FetchTarget target = FetchTarget.of(name.get(), id, asked, partition.get());
        return replica < 0 ? target : target.heardFrom(replica, replicaEpoch);
    }
}
