package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.SequenceCheck;
import org.jspecify.annotations.Nullable;

/**
 * The sequence numbers of producers mean nothing, as before KIP-98 (KAFKA-3197, KAFKA-5494): a batch that is sent again is appended
 * again, and one that overtakes another stays before it.
 *
 * <p>Schedule: what brokers answer to clients is held for longer than a client waits, so that it sends again what was appended.
 */
final class SequencesIgnored extends ReplicationRules {
    @Override
    public SequenceCheck.Verdict judgeSequence(
            SequenceCheck.@Nullable Known known, short epoch, int firstSequence, int lastSequence) {
        return SequenceCheck.Verdict.NEXT;
    }
}
