package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A leader that is asked where an epoch ends which it does not know gives the end of the epoch before it, and does not say that it is
 * another epoch's (KIP-279, KAFKA-6361). The follower takes the end for that of its own epoch and cuts too little.
 *
 * <p>Schedule: two replicas are the only survivor in turn, elected uncleanly, and each writes a few records; then both run.
 */
final class SingleStepEpochLookup extends ReplicationRules {
    @Override
    public int answeredEpoch(int asked, int found) {
        return asked;
    }
}
