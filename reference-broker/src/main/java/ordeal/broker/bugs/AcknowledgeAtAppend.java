package ordeal.broker.bugs;

import ordeal.broker.rules.AckCondition;
import ordeal.broker.rules.ReplicationRules;

/** Acknowledges a send with {@code acks=all} as soon as the leader has appended it, before any follower has it. */
final class AcknowledgeAtAppend extends ReplicationRules {
    @Override
    public String name() {
        return "acknowledge-at-append";
    }

    @Override
    public AckCondition.Decision acknowledge(
            long nextOffset, long highWatermark, int maximalIsrSize, int requiredIsrSize) {
        return AckCondition.Decision.ACKNOWLEDGE;
    }
}
