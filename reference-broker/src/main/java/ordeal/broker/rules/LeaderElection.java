package ordeal.broker.rules;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import ordeal.broker.coordination.PartitionState;

/**
 * Who leads, and who stays in sync, when the controller decides. The order of the assignment always wins: the first replica of it
 * that qualifies leads. "Online" brokers are registered and not shutting down.
 *
 * <p>Every decision that changes a state raises the leader epoch by 1; the partition epoch of a result is that of the state it
 * replaces.
 */
public final class LeaderElection {
    private LeaderElection() {}

    /**
     * A new partition: the first live replica leads, all live replicas are in sync.
     *
     * @return empty when no replica is live: the partition stays without a state
     */
    public static Optional<PartitionState> first(
            List<Integer> assignment, Collection<Integer> live, int controllerEpoch) {
        List<Integer> isr = assignment.stream().filter(live::contains).toList();
        return isr.isEmpty()
                ? Optional.empty()
                : Optional.of(new PartitionState(isr.getFirst(), 0, isr, controllerEpoch, false, 0));
    }

    /**
     * A partition whose leader is gone: the first online replica of the ISR leads, and the ISR keeps its online replicas. When there is
     * none, and the topic allows it, any online replica leads with an ISR of its own, and must recover.
     *
     * @param unclean whether a replica from outside the ISR may lead when no other is left
     * @return empty when nobody may lead
     */
    public static Optional<PartitionState> offline(
            PartitionState state,
            List<Integer> assignment,
            Collection<Integer> online,
            boolean unclean,
            int controllerEpoch) {
        List<Integer> isr = assignment.stream()
                .filter(id -> state.isr().contains(id) && online.contains(id))
                .toList();
        if (!isr.isEmpty()) {
            return Optional.of(next(state, isr.getFirst(), isr, controllerEpoch, state.recovering()));
        }
        return unclean
                ? assignment.stream()
                        .filter(online::contains)
                        .findFirst()
                        .map(leader -> next(state, leader, List.of(leader), controllerEpoch, true))
                : Optional.empty();
    }

    /**
     * The preferred leader: the first replica of the assignment, when it is online and in sync.
     *
     * @return empty when it may not lead, or leads already
     */
    public static Optional<PartitionState> preferred(
            PartitionState state, List<Integer> assignment, Collection<Integer> online, int controllerEpoch) {
        int preferred = assignment.getFirst();
        return preferred != state.leader() && state.isr().contains(preferred) && online.contains(preferred)
                ? Optional.of(next(state, preferred, state.isr(), controllerEpoch, state.recovering()))
                : Optional.empty();
    }

    /**
     * A leader that wants to leave: the first other replica of the ISR that is registered and not leaving leads; all that leave are out
     * of the ISR.
     *
     * @param registered all registered brokers, shutting down or not
     * @param shuttingDown those that want to leave
     * @return empty when nobody else may lead
     */
    public static Optional<PartitionState> controlledShutdown(
            PartitionState state,
            List<Integer> assignment,
            Collection<Integer> registered,
            Collection<Integer> shuttingDown,
            int controllerEpoch) {
        List<Integer> isr =
                state.isr().stream().filter(id -> !shuttingDown.contains(id)).toList();
        return assignment.stream()
                .filter(id -> isr.contains(id) && registered.contains(id))
                .findFirst()
                .map(leader -> next(state, leader, isr, controllerEpoch, state.recovering()));
    }

    /**
     * Takes replicas out of the ISR. When nobody would be left the ISR stays as it is, for its members alone are known to hold what was
     * committed; a leader among those who go is no leader any more.
     *
     * @return empty when nothing changes
     */
    public static Optional<PartitionState> without(
            PartitionState state, Collection<Integer> gone, int controllerEpoch) {
        List<Integer> left =
                state.isr().stream().filter(id -> !gone.contains(id)).toList();
        List<Integer> isr = left.isEmpty() ? state.isr() : left;
        int leader = gone.contains(state.leader()) ? PartitionState.NO_LEADER : state.leader();
        return leader == state.leader() && isr.equals(state.isr())
                ? Optional.empty()
                : Optional.of(next(state, leader, isr, controllerEpoch, state.recovering()));
    }

    private static PartitionState next(
            PartitionState state, int leader, List<Integer> isr, int controllerEpoch, boolean recovering) {
        return new PartitionState(
                leader, state.leaderEpoch() + 1, isr, controllerEpoch, recovering, state.partitionEpoch());
    }
}
