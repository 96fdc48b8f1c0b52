package ordeal.broker.log;

import org.apache.kafka.common.protocol.Errors;

/** What became of a batch that was to be appended by a leader. */
public sealed interface AppendResult {
    /**
     * The batch is in the log.
     *
     * @param baseOffset offset of its first record
     * @param lastOffset offset of its last record
     * @param logAppendTimeMs the broker's time that was written into it; -1 when the producer's times were kept
     */
    record Appended(long baseOffset, long lastOffset, long logAppendTimeMs) implements AppendResult {}

    /** The same batch was in the log already, under these offsets: an idempotent producer has sent it again. */
    record Duplicate(long baseOffset, long lastOffset, long logAppendTimeMs) implements AppendResult {}

    /** The batch was refused and nothing was written. */
    record Rejected(Errors error, String message) implements AppendResult {}
}
