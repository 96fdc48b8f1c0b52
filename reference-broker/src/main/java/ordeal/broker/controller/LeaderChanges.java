package ordeal.broker.controller;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import ordeal.broker.coordination.PartitionOrder;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.rules.LeaderElection;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;

/** Moves leaderships and shrinks ISRs as the controller decides, writes it, and tells the replicas. */
final class LeaderChanges {
    private final ControllerTerm term;
    private final ClusterView view;
    private final ReplicationRules rules;

    /** What to make of a partition's state; empty for no change. */
    interface Decision extends BiFunction<TopicPartition, PartitionState, Optional<PartitionState>> {}

    LeaderChanges(ControllerTerm term) {
        this.term = term;
        this.view = term.view();
        this.rules = term.environment().rules();
    }

    /**
     * Brings partitions in line with who is there: one whose leader is gone gets another one, if anybody may lead; members of the ISR
     * that are gone leave it. Each partition is written once at most. The replicas that are online are told.
     */
    CompletableFuture<Void> settle(Collection<TopicPartition> partitions, String reason) {
        return write(partitions, this::settled, reason).thenAccept(changed -> {
            ControlBatch batch = term.batch();
            changed.forEach((partition, state) -> batch.state(onlineReplicas(partition, state), partition, false));
            batch.send();
        });
    }

    /** Gives partitions their preferred leaders, where these may lead, and tells all replicas. */
    CompletableFuture<SortedMap<TopicPartition, PartitionState>> preferred(
            Collection<TopicPartition> partitions, String reason) {
        return tellingAll(write(
                partitions,
                (partition, state) ->
                        rules.electPreferred(state, view.replicas(partition), view.online(), term.epoch()),
                reason));
    }

    /** Gives partitions without a leader any live replica as leader, if no member of the ISR is there, and tells all replicas. */
    CompletableFuture<SortedMap<TopicPartition, PartitionState>> unclean(
            Collection<TopicPartition> partitions, String reason) {
        return tellingAll(write(
                partitions,
                (partition, state) -> view.led(partition)
                        ? Optional.empty()
                        : rules.electOffline(state, view.replicas(partition), view.online(), true, term.epoch()),
                reason));
    }

    /**
     * Takes out of the ISRs whoever has restarted without a controller noticing, and elects anew. Nobody is told yet.
     *
     * @param stateMzxids the transactions that last wrote the states
     */
    CompletableFuture<SortedMap<TopicPartition, PartitionState>> withoutBounced(
            SortedMap<TopicPartition, Long> stateMzxids) {
        return write(
                stateMzxids.keySet(),
                // A state without a number here was written in this term: nobody has bounced since.
                (partition, state) -> rules.withoutBounced(
                        state,
                        stateMzxids.getOrDefault(partition, Long.MAX_VALUE),
                        view.replicas(partition),
                        view.epochs(),
                        term.epoch()),
                "restarted unnoticed");
    }

    /** Gives partitions without a state their first one, and tells the replicas. */
    CompletableFuture<Void> first(Collection<TopicPartition> partitions, String reason) {
        List<TopicPartition> created = new ArrayList<>();
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            if (view.state(partition).isEmpty()) {
                LeaderElection.first(view.replicas(partition), view.online(), term.epoch())
                        .ifPresent(state -> {
                            created.add(partition);
                            writes.add(term.states().create(partition, state, reason));
                        });
            }
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).thenAccept(_ -> {
            ControlBatch batch = term.batch();
            created.forEach(partition -> batch.state(view.replicas(partition), partition, true));
            batch.send();
        });
    }

    /** Writes what is decided for each partition; the result is what was changed. */
    CompletableFuture<SortedMap<TopicPartition, PartitionState>> write(
            Collection<TopicPartition> partitions, Decision decision, String reason) {
        SortedMap<TopicPartition, PartitionState> changed = new TreeMap<>(PartitionOrder.BY_NAME);
        List<CompletableFuture<?>> writes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            writes.add(term.states()
                    .update(partition, state -> decision.apply(partition, state), reason)
                    .thenAccept(written -> written.ifPresent(state -> changed.put(partition, state))));
        }
        return CompletableFuture.allOf(writes.toArray(CompletableFuture[]::new)).thenApply(_ -> changed);
    }

    private Optional<PartitionState> settled(TopicPartition partition, PartitionState state) {
        if (view.broker(state.leader()).isPresent()) {
            return rules.withoutReplicas(state, gone(state), term.epoch());
        }
        boolean unclean = term.settings(partition.topic()).uncleanLeaderElection();
        return rules.electOffline(state, view.replicas(partition), view.online(), unclean, term.epoch())
                .or(() -> rules.withoutReplicas(state, gone(state), term.epoch()));
    }

    private Set<Integer> gone(PartitionState state) {
        Set<Integer> gone = new HashSet<>(state.isr());
        if (state.leader() != PartitionState.NO_LEADER) {
            gone.add(state.leader());
        }
        gone.removeAll(view.registered());
        return gone;
    }

    private Set<Integer> onlineReplicas(TopicPartition partition, PartitionState state) {
        Set<Integer> told = new HashSet<>(view.replicas(partition));
        told.retainAll(view.online());
        told.add(state.leader());
        return told;
    }

    private CompletableFuture<SortedMap<TopicPartition, PartitionState>> tellingAll(
            CompletableFuture<SortedMap<TopicPartition, PartitionState>> writing) {
        return writing.thenApply(changed -> {
            ControlBatch batch = term.batch();
            changed.keySet().forEach(partition -> batch.state(view.replicas(partition), partition, false));
            batch.send();
            return changed;
        });
    }
}
