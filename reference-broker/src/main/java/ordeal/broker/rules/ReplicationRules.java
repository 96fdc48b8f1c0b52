package ordeal.broker.rules;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.broker.coordination.Operation;
import ordeal.broker.coordination.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * The rules in force. The correct broker has exactly these; a planted bug is a subclass that overrides some of them, and nothing
 * else in the broker knows of it.
 */
public class ReplicationRules {
    /** See {@link HighWatermark#advance}. */
    public long highWatermark(
            long current,
            long leaderEndOffset,
            List<HighWatermark.Replica> others,
            int committedIsrSize,
            int requiredIsrSize) {
        return HighWatermark.advance(current, leaderEndOffset, others, committedIsrSize, requiredIsrSize);
    }

    /** See {@link ReadBounds#forClient}. */
    public long clientReadBound(long highWatermark, long logEndOffset) {
        return ReadBounds.forClient(highWatermark, logEndOffset);
    }

    /** See {@link ReadBounds#endMayBeStale}. */
    public boolean endMayBeStale(long highWatermark, long epochStartOffset) {
        return ReadBounds.endMayBeStale(highWatermark, epochStartOffset);
    }

    /** See {@link SequenceCheck#judge}. */
    public SequenceCheck.Verdict judgeSequence(
            SequenceCheck.@Nullable Known known, short epoch, int firstSequence, int lastSequence) {
        return SequenceCheck.judge(known, epoch, firstSequence, lastSequence);
    }

    /** See {@link SequenceCheck#remember}. */
    public boolean rememberBatch(SequenceCheck.Origin origin) {
        return SequenceCheck.remember(origin);
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

    /** See {@link LogTruncation#diverges}. */
    public boolean diverges(int lastFetchedEpoch, long fetchOffset, int leaderEpoch, long leaderEndOffset) {
        return LogTruncation.diverges(lastFetchedEpoch, fetchOffset, leaderEpoch, leaderEndOffset);
    }

    /** See {@link LogTruncation#answeredEpoch}. */
    public int answeredEpoch(int asked, int found) {
        return LogTruncation.answeredEpoch(asked, found);
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

    /** See {@link RequestFencing#leaderEpoch}. */
    public RequestFencing.LeaderEpochCheck checkLeaderEpoch(int requestEpoch, int currentEpoch) {
        return RequestFencing.leaderEpoch(requestEpoch, currentEpoch);
    }

    /** See {@link RequestFencing#staleControllerEpoch}. */
    public boolean staleControllerEpoch(int requestEpoch, int highestSeen) {
        return RequestFencing.staleControllerEpoch(requestEpoch, highestSeen);
    }

    /** See {@link RequestFencing#staleBrokerEpoch}. */
    public boolean staleBrokerEpoch(long requestEpoch, long ownEpoch) {
        return RequestFencing.staleBrokerEpoch(requestEpoch, ownEpoch);
    }

    /** See {@link RequestFencing#staleStop}. */
    public boolean staleStop(int requestEpoch, int currentEpoch) {
        return RequestFencing.staleStop(requestEpoch, currentEpoch);
    }

    /** See {@link RegistrationFencing#own}. */
    public boolean ownRegistration(long owner, long session) {
        return RegistrationFencing.own(owner, session);
    }

    /** See {@link ControllerFencing#election}. */
    public List<List<Operation>> controllerElection(Operation claim, Operation raise) {
        return ControllerFencing.election(claim, raise);
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
