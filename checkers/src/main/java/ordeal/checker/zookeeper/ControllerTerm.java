package ordeal.checker.zookeeper;

/**
 * One broker's term as controller, as the election transaction made it.
 *
 * @param epoch the controller epoch it wrote
 * @param broker the broker named in {@code /controller}
 * @param session the session that won
 * @param fromZxid the election
 * @param fromEpochMs wall clock of the election
 * @param toZxid the transaction that removed {@code /controller}; {@link Long#MAX_VALUE} while it stands
 * @param toEpochMs wall clock of the removal; {@link Long#MAX_VALUE} while it stands
 */
public record ControllerTerm(
        int epoch, int broker, long session, long fromZxid, long fromEpochMs, long toZxid, long toEpochMs) {}
