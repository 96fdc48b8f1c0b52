package ordeal.broker.rules;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import ordeal.broker.coordination.PartitionState;

/**
 * What a new controller makes of replicas that have restarted without any controller noticing: members of an ISR that registered after
 * the partition's state was last written. Such a replica may have lost the end of its log; if it went on as leader, or in the ISR,
 * the others would cut theirs to it.
 *
 * <p>A member that is not registered has not bounced: it may be running, cut off from ZooKeeper, with everything it ever held. It is
 * preferred to one that has, even though nobody leads before it is back.
 */
public final class BouncedReplicas {
    private BouncedReplicas() {}

    /**
     * The state to be: the bounced are out of the ISR, and a leader among them is replaced by the first registered replica that is
     * left. When all members have bounced one of them stays, the first of the assignment. In any case a new leader epoch begins,
     * for a leader that lost its tail must never write other records under the epoch of those it lost.
     *
     * @param stateMzxid the transaction that last wrote the state
     * @param brokerEpochs the registered brokers, each with the transaction that registered it
     * @return empty when no member has bounced
     */
    public static Optional<PartitionState> corrected(
            PartitionState state,
            long stateMzxid,
            List<Integer> assignment,
            Map<Integer, Long> brokerEpochs,
            int controllerEpoch) {
        Set<Integer> bounced = state.isr().stream()
                .filter(id -> brokerEpochs.getOrDefault(id, -1L) > stateMzxid)
                .collect(Collectors.toSet());
        if (bounced.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> left =
                state.isr().stream().filter(id -> !bounced.contains(id)).toList();
        List<Integer> isr = left.isEmpty() ? List.of(firstOf(assignment, bounced)) : left;
        boolean leaderLeft = state.leader() != PartitionState.NO_LEADER && !bounced.contains(state.leader());
        int leader = leaderLeft
                ? state.leader()
                : assignment.stream()
                        .filter(id -> isr.contains(id) && brokerEpochs.containsKey(id))
                        .findFirst()
                        .orElse(PartitionState.NO_LEADER);
        return Optional.of(new PartitionState(
                leader, state.leaderEpoch() + 1, isr, controllerEpoch, state.recovering(), state.partitionEpoch()));
    }

    private static int firstOf(List<Integer> assignment, Set<Integer> bounced) {
        return assignment.stream()
                .filter(bounced::contains)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("ISR " + bounced + " outside of replicas " + assignment));
    }
}
