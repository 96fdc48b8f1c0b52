package ordeal.broker.request;

import java.util.Optional;
import ordeal.broker.replication.Partition;
import ordeal.broker.replication.PartitionLeader;
import ordeal.broker.replication.PartitionRead;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.message.FetchRequestData.FetchPartition;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * One partition of a Fetch.
 *
 * @param topicId as the request named it; zero when it named the topic
 * @param partition the partition; null when there is nothing to read
 * @param refusal why there is nothing to read; NONE when there is
 */
record FetchTarget(
        String topic,
        Uuid topicId,
        FetchPartition asked,
        @Nullable Partition partition,
        Errors refusal) {
    static FetchTarget of(String topic, Uuid topicId, FetchPartition asked, Partition partition) {
        return new FetchTarget(topic, topicId, asked, partition, Errors.NONE);
    }

    static FetchTarget refused(String topic, Uuid topicId, FetchPartition asked, Errors error) {
        return new FetchTarget(topic, topicId, asked, null, error);
    }

    /** A follower's fetch tells the leader how far it is; once, when the request comes in. */
    FetchTarget heardFrom(int replica, long replicaEpoch) {
        Optional<PartitionLeader> leader = partition == null ? Optional.empty() : partition.leader();
        if (leader.isEmpty()) {
            return this; // the read will say so
        }
        Errors error = leader.get()
                .onFollowerFetch(
                        replica,
                        replicaEpoch,
                        asked.fetchOffset(),
                        asked.currentLeaderEpoch(),
                        asked.lastFetchedEpoch());
        return error == Errors.NONE ? this : refused(topic, topicId, asked, error);
    }

    /**
     * Reads.
     *
     * @param forFollower whether to read to the log's end
     * @param maxBytes what is left of the whole fetch's bound
     * @param atLeastOne whether nothing else has been found in this fetch, so that a larger batch must be let through
     */
    PartitionRead read(boolean forFollower, int maxBytes, boolean atLeastOne) {
        if (partition == null) {
            return new PartitionRead.Failed(refusal);
        }
        Optional<PartitionLeader> leader = partition.leader();
        if (leader.isEmpty()) {
            return new PartitionRead.Failed(Errors.NOT_LEADER_OR_FOLLOWER);
        }
        Errors fenced = leader.get().checkEpoch(asked.currentLeaderEpoch());
        if (fenced != Errors.NONE) {
            return new PartitionRead.Failed(fenced);
        }
        return leader.get()
                .read(
                        forFollower,
                        asked.fetchOffset(),
                        asked.lastFetchedEpoch(),
                        Math.min(maxBytes, asked.partitionMaxBytes()),
                        atLeastOne);
    }
}
