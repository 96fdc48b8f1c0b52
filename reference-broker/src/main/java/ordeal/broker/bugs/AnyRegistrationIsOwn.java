package ordeal.broker.bugs;

import ordeal.broker.rules.ReplicationRules;

/**
 * A broker that finds a registration under its id when it wants to register takes it for its own, whichever session made it (KAFKA-4277,
 * KAFKA-7165). It goes with that session, and the broker is alive and nobody knows of it.
 *
 * <p>Schedule: a broker is killed and started again before its old session has expired.
 */
final class AnyRegistrationIsOwn extends ReplicationRules {
    @Override
    public boolean ownRegistration(long owner, long session) {
        return true;
    }
}
