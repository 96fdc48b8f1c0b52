package ordeal.broker.config;

/**
 * The settings in force for a topic: its own where it has them, the broker's defaults elsewhere. Names as Kafka's topic
 * configuration; {@code cleanup.policy} is always {@code delete} and {@code compression.type} always {@code producer}.
 *
 * @param segmentBytes size at which a segment is closed and a new one begun
 * @param segmentMs age at which a segment that holds records is closed
 * @param segmentIndexBytes greatest size of an offset index
 * @param indexIntervalBytes how many bytes of log lie between two index entries
 * @param retentionMs how long records are kept; -1 for ever
 * @param retentionBytes how much of a partition is kept; -1 for all
 * @param fileDeleteDelayMs how long files of deleted segments stay under another name
 * @param flushMessages how many records may be unsynced: 1 means that an append counts only when it was synced
 * @param flushMs how long a record may be unsynced; {@link Long#MAX_VALUE} leaves it to the operating system
 * @param maxMessageBytes greatest size of a batch
 * @param logAppendTime whether the broker's clock replaces the producers' timestamps
 * @param minInsyncReplicas how many in-sync replicas a send with {@code acks=all} needs
 * @param uncleanLeaderElection whether a replica from outside the ISR may lead when no other is left
 */
public record TopicSettings(
        int segmentBytes,
        long segmentMs,
        int segmentIndexBytes,
        int indexIntervalBytes,
        long retentionMs,
        long retentionBytes,
        long fileDeleteDelayMs,
        long flushMessages,
        long flushMs,
        int maxMessageBytes,
        boolean logAppendTime,
        int minInsyncReplicas,
        boolean uncleanLeaderElection) {
    /** Whether an append counts for the high watermark only when it has been synced. */
    public boolean syncBeforeCounting() {
        return flushMessages <= 1;
    }
}
