package ordeal.broker.bugs;

import ordeal.broker.rules.AckCondition;
import ordeal.broker.rules.ReplicationRules;

/**
 * A send with {@code acks=all} is acknowledged as soon as the leader has appended it, before any follower has it (as KAFKA-955 for
 * {@code acks=0}).
 *
 * <p>Schedule: the followers hear nothing of the leader for less than the lag time, so that they stay in the ISR; then it is killed.
 */
final class AcknowledgeAtAppend extends ReplicationRules {
    @Override
    public AckCondition.Decision acknowledge(
            long nextOffset, long highWatermark, int maximalIsrSize, int requiredIsrSize) {
        return AckCondition.Decision.ACKNOWLEDGE;
    }
}
