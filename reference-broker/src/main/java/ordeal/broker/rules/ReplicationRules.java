package ordeal.broker.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;

/**
 * The rules in force. The correct broker has exactly these; a planted bug is a subclass that overrides some of them, and nothing
 * else in the broker knows of it.
 */
public class ReplicationRules {
    /** The name of what is broken on purpose; {@code none} for the correct rules. */
    public String name() {
        return "none";
    }

    /** See {@link HighWatermark#advance}. */
    public long highWatermark(
            long current,
            long leaderEndOffset,
            List<HighWatermark.Replica> others,
            int committedIsrSize,
            int requiredIsrSize) {
        return HighWatermark.advance(current, leaderEndOffset, others, committedIsrSize, requiredIsrSize);
    }

    /** See {@link InSyncReplicas#mayJoin}. */
    public boolean mayJoinIsr(long logEndOffset, long highWatermark, long leaderEpochStartOffset, boolean alive) {
        return InSyncReplicas.mayJoin(logEndOffset, highWatermark, leaderEpochStartOffset, alive);
    }

    /** See {@link AckCondition#mayAppend}. */
    public boolean mayAppend(int committedIsrSize, int requiredIsrSize) {
        return AckCondition.mayAppend(committedIsrSize, requiredIsrSize);
    }

    /** See {@link AckCondition#decide}. */
    public AckCondition.Decision acknowledge(
            long nextOffset, long highWatermark, int maximalIsrSize, int requiredIsrSize) {
        return AckCondition.decide(nextOffset, highWatermark, maximalIsrSize, requiredIsrSize);
    }

    /** See {@link LogTruncation#resumeAt}. */
    public long resumeAt(long logEndOffset, long highWatermark, boolean hasEpochs) {
        return LogTruncation.resumeAt(logEndOffset, highWatermark, hasEpochs);
    }

    /** See {@link LogTruncation#cutAt}. */
    public long cutAt(
            int leaderEpoch,
            long leaderEndOffset,
            int localEpoch,
            long localEpochEndOffset,
            long logEndOffset,
            long highWatermark) {
        return LogTruncation.cutAt(
                leaderEpoch, leaderEndOffset, localEpoch, localEpochEndOffset, logEndOffset, highWatermark);
    }

    /** See {@link ControllerFencing#guarded}. */
    public List<Operation> controllerWrite(Operation write, int epochVersion) {
        return ControllerFencing.guarded(write, epochVersion);
    }

    /** See {@link LeaderElection#offline}. */
    public Optional<PartitionState> electOffline(
            PartitionState state,
            List<Integer> assignment,
            Collection<Integer> online,
            boolean unclean,
            int controllerEpoch) {
        return LeaderElection.offline(state, assignment, online, unclean, controllerEpoch);
    }

    /** See {@link LeaderElection#preferred}. */
    public Optional<PartitionState> electPreferred(
            PartitionState state, List<Integer> assignment, Collection<Integer> online, int controllerEpoch) {
        return LeaderElection.preferred(state, assignment, online, controllerEpoch);
    }

    /** See {@link LeaderElection#controlledShutdown}. */
    public Optional<PartitionState> electForShutdown(
            PartitionState state,
            List<Integer> assignment,
            Collection<Integer> registered,
            Collection<Integer> shuttingDown,
            int controllerEpoch) {
        return LeaderElection.controlledShutdown(state, assignment, registered, shuttingDown, controllerEpoch);
    }

    /** See {@link LeaderElection#without}. */
    public Optional<PartitionState> withoutReplicas(
            PartitionState state, Collection<Integer> gone, int controllerEpoch) {
        return LeaderElection.without(state, gone, controllerEpoch);
    }

    /** See {@link BouncedReplicas#corrected}. */
    public Optional<PartitionState> withoutBounced(
            PartitionState state,
            long stateMzxid,
            List<Integer> assignment,
            Map<Integer, Long> brokerEpochs,
            int controllerEpoch) {
        return BouncedReplicas.corrected(state, stateMzxid, assignment, brokerEpochs, controllerEpoch);
    }

    /** See {@link AlterPartitionCheck#check}. */
    public AlterPartitionCheck.Verdict alterPartition(
            AlterPartitionCheck.Proposal proposal,
            PartitionState state,
            List<Integer> assignment,
            Map<Integer, Long> online) {
        return AlterPartitionCheck.check(proposal, state, assignment, online);
    }
}
