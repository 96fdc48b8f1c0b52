package ordeal.broker.replication;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.fake.Replicas;
import ordeal.broker.journal.JournalEntry;
import ordeal.broker.log.Batches;
import ordeal.broker.port.PeerTransport.PeerAddress;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;

/** What a broker is to a partition, from one role to the next. */
class PartitionRolesTest {
    private static final TopicPartition PARTITION = new TopicPartition("t", 0);
    private static final List<Integer> BOTH = List.of(1, 2);

    private final Replicas replicas = new Replicas().others(2);
    private final PartitionLeader leader = replicas.lead(PARTITION, BOTH, BOTH);
    private final Partition partition = replicas.partitions().get(PARTITION).orElseThrow();
    private final List<String> told = new ArrayList<>();

    /** Whoever is told may act at once, and must not find a role that has not begun. */
    @Test
    void thoseWhoWaitAreToldWhenTheNextRoleHasBegun() {
        leader.append(Batches.of(1000, "a"), true);
        leader.awaitCommit(1, error -> note("commit", error));
        partition.onProgress(() -> note("progress", Errors.NONE));
        assertThat(follow(1, 1)).isEqualTo(Errors.NONE);
        assertThat(told)
                .containsExactly(
                        "commit NOT_LEADER_OR_FOLLOWER in epoch 1, followed 1 times",
                        "progress NONE in epoch 1, followed 1 times");
    }

    @Test
    void aRoleOfThePastOrOfTheSameEpochIsNotTakenOn() {
        assertThat(follow(1, 1)).isEqualTo(Errors.NONE);
        assertThat(follow(1, 1)).isEqualTo(Errors.STALE_CONTROLLER_EPOCH);
        assertThat(follow(0, 1)).isEqualTo(Errors.STALE_CONTROLLER_EPOCH);
        assertThat(follow(2, 0)).isEqualTo(Errors.STALE_CONTROLLER_EPOCH);
        assertThat(replicas.journal().all(JournalEntry.BecameFollower.class)).hasSize(1);
    }

    private Errors follow(int leaderEpoch, int partitionEpoch) {
        PeerAddress other = new PeerAddress(2, "broker-2", 9092);
        return replicas.partitions()
                .apply(PARTITION, Replicas.TOPIC_ID, new Leadership(2, leaderEpoch, partitionEpoch, BOTH, BOTH, other));
    }

    private void note(String what, Errors error) {
        told.add("%s %s in epoch %d, followed %d times"
                .formatted(
                        what,
                        error,
                        partition.leaderEpoch(),
                        replicas.journal()
                                .all(JournalEntry.BecameFollower.class)
                                .size()));
    }
}
