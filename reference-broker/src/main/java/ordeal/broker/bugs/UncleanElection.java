package ordeal.broker.bugs;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import ordeal.broker.coordination.PartitionState;
import ordeal.broker.rules.ReplicationRules;

/**
 * When no member of the ISR is online any other replica leads, whatever {@code unclean.leader.election.enable} says (KIP-106,
 * KAFKA-4623).
 *
 * <p>Schedule: a follower lags and leaves the ISR, then all that are left in it are killed.
 */
final class UncleanElection extends ReplicationRules {
    @Override
    public Optional<PartitionState> electOffline(
            PartitionState state,
            List<Integer> assignment,
            Collection<Integer> online,
            boolean unclean,
            int controllerEpoch) {
        return super.electOffline(state, assignment, online, true, controllerEpoch);
    }
}
