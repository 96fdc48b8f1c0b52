package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A broker obeys requests that a controller meant for its incarnation before (KIP-380, KAFKA-7235).
 *
 * <p>Schedule: what the controller dials to a broker is held and the controller hears nothing of ZooKeeper while the broker restarts;
 * then the controller, which has not noticed, repeats its request.
 */
final class StaleIncarnationObeyed extends ReplicationRules {
    @Override
    public boolean staleBrokerEpoch(long requestEpoch, long ownEpoch) {
        return false;
    }
}
