package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A broker obeys requests of a controller that has been replaced (the family of KAFKA-1188). A stale LeaderAndIsr is mostly harmless, for
 * its leader epochs are old as well; that it was accepted is in the journal.
 *
 * <p>Schedule: what the controller dials to a broker is held, it moves a leadership, another controller is elected, and then the held
 * request arrives.
 */
final class StaleControllerObeyed extends ReplicationRules {
    @Override
    public boolean staleControllerEpoch(int requestEpoch, int highestSeen) {
        return false;
    }
}
