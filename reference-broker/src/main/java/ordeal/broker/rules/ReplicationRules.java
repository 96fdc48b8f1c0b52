package ordeal.broker.rules;

import java.util.List;
import ordeal.broker.coordination.Operation;

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
}
