package ordeal.broker.rules;

/** What a leader lets clients see of its log. */
public final class ReadBounds {
    private ReadBounds() {}

    /** Where reading ends for a client: only what is committed may be seen, for nothing else is sure to stay. */
    public static long forClient(long highWatermark, long logEndOffset) {
        return Math.min(highWatermark, logEndOffset);
    }

    /**
     * Whether what a leader would say about the end of the log may be behind what an earlier leader has said: its high watermark has not
     * reached the start of its own epoch yet (KIP-207).
     */
    public static boolean endMayBeStale(long highWatermark, long epochStartOffset) {
        return epochStartOffset > highWatermark;
    }
}
