package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.PartitionState;
import org.apache.kafka.common.ElectionType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.ElectLeadersRequestData;
import org.apache.kafka.common.message.ElectLeadersResponseData;
import org.apache.kafka.common.message.ElectLeadersResponseData.PartitionResult;
import org.apache.kafka.common.message.ElectLeadersResponseData.ReplicaElectionResult;
import org.apache.kafka.common.protocol.Errors;

/** Elections that an operator asks for: the preferred leader, or any live replica. */
final class AdminElections {
    private static final String REASON = "asked for by an operator";

    private final ClusterView view;
    private final LeaderChanges leaders;

    AdminElections(ControllerTerm term, LeaderChanges leaders) {
        this.view = term.view();
        this.leaders = leaders;
    }

    CompletableFuture<Void> handle(
            ElectLeadersRequestData request, CompletableFuture<ElectLeadersResponseData> answer) {
        boolean all = request.topicPartitions() == null;
        if (request.electionType() != ElectionType.PREFERRED.value
                && request.electionType() != ElectionType.UNCLEAN.value) {
            answer.complete(new ElectLeadersResponseData().setErrorCode(Errors.INVALID_REQUEST.code()));
            return CompletableFuture.completedFuture(null);
        }
        ElectionType type = ElectionType.valueOf(request.electionType());
        SortedMap<TopicPartition, Errors> results = new TreeMap<>(PartitionOrder.BY_NAME);
        List<TopicPartition> candidates = new ArrayList<>();
        for (TopicPartition partition : all ? view.partitions() : named(request)) {
            Errors error = needed(partition, type);
            results.put(partition, error);
            if (error == Errors.NONE) {
                candidates.add(partition);
            }
        }
        return elect(type, candidates).thenAccept(changed -> {
            for (TopicPartition partition : candidates) {
                if (!changed.containsKey(partition)) {
                    results.put(partition, unsuccessful(type));
                }
            }
            if (all) {
                results.values().removeIf(error -> error == Errors.ELECTION_NOT_NEEDED);
            }
            answer.complete(response(results));
        });
    }

    private CompletableFuture<SortedMap<TopicPartition, PartitionState>> elect(
            ElectionType type, Collection<TopicPartition> partitions) {
        return switch (type) {
            case PREFERRED -> leaders.preferred(partitions, REASON);
            case UNCLEAN -> leaders.unclean(partitions, REASON);
        };
    }

    private Errors needed(TopicPartition partition, ElectionType type) {
        if (view.state(partition).isEmpty() || view.toBeDeleted(partition.topic())) {
            return Errors.UNKNOWN_TOPIC_OR_PARTITION;
        }
        boolean needed = switch (type) {
            case PREFERRED ->
                view.state(partition).get().leader() != view.replicas(partition).getFirst();
            case UNCLEAN -> !view.led(partition);
        };
        return needed ? Errors.NONE : Errors.ELECTION_NOT_NEEDED;
    }

    private static Errors unsuccessful(ElectionType type) {
        return switch (type) {
            case PREFERRED -> Errors.PREFERRED_LEADER_NOT_AVAILABLE;
            case UNCLEAN -> Errors.ELIGIBLE_LEADERS_NOT_AVAILABLE;
        };
    }

    private static List<TopicPartition> named(ElectLeadersRequestData request) {
        List<TopicPartition> named = new ArrayList<>();
        request.topicPartitions()
                .forEach(topic ->
                        topic.partitions().forEach(number -> named.add(new TopicPartition(topic.topic(), number))));
        return named;
    }

    private static ElectLeadersResponseData response(SortedMap<TopicPartition, Errors> results) {
        SortedMap<String, ReplicaElectionResult> topics = new TreeMap<>();
        results.forEach((partition, error) -> topics.computeIfAbsent(
                        partition.topic(), topic -> new ReplicaElectionResult().setTopic(topic))
                .partitionResult()
                .add(new PartitionResult()
                        .setPartitionId(partition.partition())
                        .setErrorCode(error.code())
                        .setErrorMessage(error == Errors.NONE ? null : error.message())));
        return new ElectLeadersResponseData().setReplicaElectionResults(new ArrayList<>(topics.values()));
    }
}
