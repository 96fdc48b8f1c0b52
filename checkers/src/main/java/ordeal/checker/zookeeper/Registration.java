package ordeal.checker.zookeeper;

/**
 * One life of a broker's ephemeral registration node.
 *
 * @param broker the broker's id
 * @param session the owning session
 * @param brokerEpoch the creating transaction: the node's czxid, which fences requests meant for an earlier life
 * @param fromEpochMs wall clock of the creation
 * @param toZxid the transaction that removed it; {@link Long#MAX_VALUE} while it stands
 * @param toEpochMs wall clock of the removal; {@link Long#MAX_VALUE} while it stands
 */
public record Registration(int broker, long session, long brokerEpoch, long fromEpochMs, long toZxid, long toEpochMs) {
    /** Whether the broker was registered right after this transaction. */
    public boolean holdsAt(long zxid) {
        return brokerEpoch <= zxid && zxid < toZxid;
    }
}
