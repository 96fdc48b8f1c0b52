package ordeal.broker.bugs;

import java.util.List;
import ordeal.broker.rules.AckCondition;
import ordeal.broker.rules.HighWatermark;
import ordeal.broker.rules.ReplicationRules;

/**
 * {@code min.insync.replicas} is looked at before an append and never after it: a send that waits while the ISR shrinks below it is
 * acknowledged (against NOT_ENOUGH_REPLICAS_AFTER_APPEND). The high watermark does not wait for enough replicas either, which would
 * cover for it (KAFKA-15583).
 *
 * <p>Schedule: both followers hear nothing for longer than the lag time while clients write.
 */
final class SuccessAfterShrink extends ReplicationRules {
    @Override
    public AckCondition.Decision acknowledge(
            long nextOffset, long highWatermark, int maximalIsrSize, int requiredIsrSize) {
        return super.acknowledge(nextOffset, highWatermark, requiredIsrSize, requiredIsrSize);
    }

    @Override
    public long highWatermark(
            long current,
            long leaderEndOffset,
            List<HighWatermark.Replica> others,
            int committedIsrSize,
            int requiredIsrSize) {
        return super.highWatermark(current, leaderEndOffset, others, requiredIsrSize, requiredIsrSize);
    }
}
