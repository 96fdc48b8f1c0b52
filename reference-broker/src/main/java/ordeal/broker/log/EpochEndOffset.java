package ordeal.broker.log;

/**
 * Where a leader epoch ends in a log (KIP-279).
 *
 * @param epoch the largest epoch the log knows that is not above the one asked for
 * @param endOffset where the next larger epoch begins, or the log ends
 */
public record EpochEndOffset(int epoch, long endOffset) {
    /** Nothing is known of the epoch asked for, nor of any before it. */
    public static final EpochEndOffset UNDEFINED = new EpochEndOffset(-1, -1);

    /** Whether there is an answer. */
    public boolean defined() {
        return endOffset >= 0;
    }
}
