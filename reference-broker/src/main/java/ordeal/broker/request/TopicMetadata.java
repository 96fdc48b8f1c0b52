package ordeal.broker.request;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.broker.metadata.ClusterMetadata;
import ordeal.broker.metadata.LiveBroker;
import ordeal.broker.metadata.PartitionMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponsePartition;
import org.apache.kafka.common.message.MetadataResponseData.MetadataResponseTopic;
import org.apache.kafka.common.protocol.Errors;

/**
 * What one client is told of topics: replicas count for it only when they have the listener by which it came. Version 0 hides the others;
 * later versions name them all and say which are offline.
 */
final class TopicMetadata {
    private static final int NO_LEADER = -1;
    /** The first version that knows LISTENER_NOT_FOUND (KIP-302). */
    private static final short FIRST_WITH_LISTENER_ERROR = 6;

    private final ClusterMetadata metadata;
    private final String listener;
    private final short version;
    private final boolean withOperations;

    TopicMetadata(ClusterMetadata metadata, String listener, short version, boolean withOperations) {
        this.metadata = metadata;
        this.listener = listener;
        this.version = version;
        this.withOperations = withOperations;
    }

    /** A topic that there is. */
    MetadataResponseTopic known(String name) {
        List<MetadataResponsePartition> partitions = new ArrayList<>();
        for (PartitionMetadata partition : metadata.partitions(name)) {
            partitions.add(partition(partition));
        }
        MetadataResponseTopic topic = new MetadataResponseTopic()
                .setName(name)
                .setTopicId(metadata.topicId(name))
                .setIsInternal(Topic.isInternal(name))
                .setPartitions(partitions);
        return withOperations ? topic.setTopicAuthorizedOperations(Operations.ON_TOPIC) : topic;
    }

    /** A topic that there is not. */
    static MetadataResponseTopic missing(String name, Errors error) {
        return new MetadataResponseTopic()
                .setName(name)
                .setIsInternal(Topic.isInternal(name))
                .setErrorCode(error.code());
    }

    /** A topic id that nobody knows. */
    static MetadataResponseTopic missing(Uuid topicId, Errors error) {
        return new MetadataResponseTopic().setName(null).setTopicId(topicId).setErrorCode(error.code());
    }

    private MetadataResponsePartition partition(PartitionMetadata partition) {
        List<Integer> replicas = shown(partition.replicas());
        List<Integer> isr = shown(partition.isr());
        boolean leaderReachable = reachable(partition.leader());
        return new MetadataResponsePartition()
                .setPartitionIndex(partition.partition())
                .setLeaderId(leaderReachable ? partition.leader() : NO_LEADER)
                .setLeaderEpoch(partition.leaderEpoch())
                .setReplicaNodes(replicas)
                .setIsrNodes(isr)
                .setOfflineReplicas(partition.replicas().stream()
                        .filter(id -> !reachable(id))
                        .toList())
                .setErrorCode(error(partition, replicas, isr, leaderReachable).code());
    }

    private Errors error(
            PartitionMetadata partition, List<Integer> replicas, List<Integer> isr, boolean leaderReachable) {
        if (!leaderReachable) {
            return metadata.alive(partition.leader()) && version >= FIRST_WITH_LISTENER_ERROR
                    ? Errors.LISTENER_NOT_FOUND
                    : Errors.LEADER_NOT_AVAILABLE;
        }
        boolean allShown = replicas.size() == partition.replicas().size()
                && isr.size() == partition.isr().size();
        return allShown ? Errors.NONE : Errors.REPLICA_NOT_AVAILABLE;
    }

    private List<Integer> shown(List<Integer> ids) {
        return version > 0 ? ids : ids.stream().filter(this::reachable).toList();
    }

    private boolean reachable(int id) {
        return metadata.broker(id).flatMap(this::place).isPresent();
    }

    private Optional<LiveBroker.Endpoint> place(LiveBroker broker) {
        return broker.endpoint(listener);
    }
}
