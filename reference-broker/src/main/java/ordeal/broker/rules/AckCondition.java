package ordeal.broker.rules;

/** When a send with {@code acks=all} is acknowledged. */
public final class AckCondition {
    private AckCondition() {}

    /** What to do with a send that waits. */
    public enum Decision {
        /** Not committed yet. */
        WAIT,
        /** Committed: acknowledge. */
        ACKNOWLEDGE,
        /** Committed, but by too few replicas: NOT_ENOUGH_REPLICAS_AFTER_APPEND. */
        NOT_ENOUGH_REPLICAS
    }

    /** Whether a send may be appended at all: there must be enough in-sync replicas before anything is written. */
    public static boolean mayAppend(int committedIsrSize, int requiredIsrSize) {
        return committedIsrSize >= requiredIsrSize;
    }

    /**
     * What to do with a send whose batch was appended.
     *
     * @param nextOffset the offset after its last record
     * @param maximalIsrSize the ISR with a replica that is being added, and with one that is being removed
     * @param requiredIsrSize see {@link InSyncReplicas#required}
     */
    public static Decision decide(long nextOffset, long highWatermark, int maximalIsrSize, int requiredIsrSize) {
        if (highWatermark < nextOffset) {
            return Decision.WAIT;
        }
        return maximalIsrSize >= requiredIsrSize ? Decision.ACKNOWLEDGE : Decision.NOT_ENOUGH_REPLICAS;
    }
}
