package ordeal.broker.replication;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ordeal.broker.log.PartitionLog;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** A partition of which this broker has a replica: its log, and what this broker is to it at present. */
public final class Partition {
    private final TopicPartition id;
    private final PartitionLog log;
    private final IsrProposals isrProposals;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private @Nullable Role role;

    Partition(TopicPartition id, PartitionLog log, IsrProposals isrProposals) {
        this.id = id;
        this.log = log;
        this.isrProposals = isrProposals;
    }

    /** Which partition. */
    public TopicPartition id() {
        return id;
    }

    /** The topic's id. */
    public Uuid topicId() {
        return log.topicId();
    }

    /** Its log. */
    public PartitionLog log() {
        return log;
    }

    /** This broker as its leader, when it is. */
    public Optional<PartitionLeader> leader() {
        return role instanceof PartitionLeader leader ? Optional.of(leader) : Optional.empty();
    }

    /** This broker as its follower, when it is. */
    public Optional<PartitionFollower> follower() {
        return role instanceof PartitionFollower follower ? Optional.of(follower) : Optional.empty();
    }

    /** The newest leader epoch this broker was told of; -1 before the first. */
    public int leaderEpoch() {
        return role == null ? -1 : role.leaderEpoch();
    }

    /** The newest partition epoch this broker knows; -1 before the first. */
    public int partitionEpoch() {
        return role == null ? -1 : role.partitionEpoch();
    }

    boolean leads(PartitionLeader leader) {
        return role == leader;
    }

    boolean follows(PartitionFollower follower) {
        return role == follower;
    }

    IsrProposals isrProposals() {
        return isrProposals;
    }

    /**
     * Takes on a role, and has it begin. Only then the one before ends and whoever waited for something is told: what they do next may
     * already be done in the new role.
     */
    void become(@Nullable Role next) {
        Role before = role;
        role = next;
        switch (next) {
            case PartitionLeader leader -> leader.begin();
            case PartitionFollower follower -> follower.begin();
            case null -> {}
        }
        if (before != null) {
            before.end();
        }
        tellWaiting();
    }

    /** Calls back, once for each turn of the loop in which records were appended, committed or cut, or the role changed. */
    public void onProgress(Runnable waiter) {
        waiting.add(waiter);
    }

    /** Calls back no more. */
    public void forget(Runnable waiter) {
        waiting.remove(waiter);
    }

    void tellWaiting() {
        if (!waiting.isEmpty()) {
            List<Runnable> now = new ArrayList<>(waiting);
            now.forEach(Runnable::run);
        }
    }
}
