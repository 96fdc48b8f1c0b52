package ordeal.broker.rules;

/**
 * Where a follower's log is cut. KIP-101 and KIP-279: by leader epochs, never by the high watermark, which trails the leader's and
 * would cut committed records; KIP-595: the leader says in its answer to a fetch where the logs diverge.
 */
public final class LogTruncation {
    private LogTruncation() {}

    /**
     * Where a new follower resumes: its log is cut to this offset before it fetches, and the leader's answer tells whether more
     * must go.
     *
     * @param hasEpochs whether the log knows any leader epoch; without one there is nothing to compare, and only what is known to be
     *     committed is kept
     */
    public static long resumeAt(long logEndOffset, long highWatermark, boolean hasEpochs) {
        return hasEpochs ? logEndOffset : highWatermark;
    }

    /**
     * Whether a follower's log and the leader's part below the follower's end, by what the leader knows of the follower's last epoch.
     *
     * @param lastFetchedEpoch the epoch of the follower's last batch
     * @param fetchOffset the follower's log end offset
     * @param leaderEpoch the largest epoch the leader knows that is not above {@code lastFetchedEpoch}; -1 when there is none
     * @param leaderEndOffset where that epoch ends in the leader's log; -1 when there is none
     */
    public static boolean diverges(int lastFetchedEpoch, long fetchOffset, int leaderEpoch, long leaderEndOffset) {
        return leaderEndOffset < 0 || leaderEpoch < lastFetchedEpoch || leaderEndOffset < fetchOffset;
    }

    /**
     * The epoch that a leader names in its answer to the question where an epoch ends: that of the end which it gives, not the one it
     * was asked for, which it may not know (KIP-279).
     *
     * @param asked the epoch that was asked for
     * @param found the largest epoch the leader knows that is not above it
     */
    public static int answeredEpoch(int asked, int found) {
        return found;
    }

    /**
     * Where a diverging follower cuts.
     *
     * @param leaderEpoch the largest epoch the leader knows that is not above the follower's last one; -1 when there is none
     * @param leaderEndOffset where that epoch ends in the leader's log; -1 when there is none
     * @param localEpoch the largest epoch the follower knows that is not above {@code leaderEpoch}; -1 when there is none
     * @param localEpochEndOffset where that one ends in the follower's log; -1 when there is none
     * @param logEndOffset the follower's
     * @param highWatermark the follower's, for a leader that knows nothing
     */
    public static long cutAt(
            int leaderEpoch,
            long leaderEndOffset,
            int localEpoch,
            long localEpochEndOffset,
            long logEndOffset,
            long highWatermark) {
        if (leaderEndOffset < 0) {
            return Math.min(highWatermark, logEndOffset);
        }
        if (leaderEpoch < 0 || localEpochEndOffset < 0) {
            return Math.min(leaderEndOffset, logEndOffset);
        }
        return localEpoch == leaderEpoch
                ? Math.min(Math.min(leaderEndOffset, localEpochEndOffset), logEndOffset)
                : Math.min(localEpochEndOffset, logEndOffset);
    }
}
