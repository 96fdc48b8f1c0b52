package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.SequenceCheck;

/**
 * A follower keeps nothing in mind of the producers whose batches it fetches: when it leads it takes a batch that is sent again for a new
 * one. No issue of Kafka's: a guard taken away on purpose.
 *
 * <p>Schedule: what the leader answers to clients is held, so that batches are appended and replicated and nobody hears of it; then it
 * is killed.
 */
final class SequencesLostOnFailover extends ReplicationRules {
    @Override
    public boolean rememberBatch(SequenceCheck.Origin origin) {
        return origin == SequenceCheck.Origin.CLIENT;
    }
}
