package ordeal.broker.coordination;

/**
 * What ZooKeeper knows of a znode beside its data.
 *
 * @param czxid the transaction that created it
 * @param mzxid the transaction that last changed its data
 * @param version how often its data was changed
 * @param ephemeralOwner the session it lives with; 0 when it is persistent
 */
public record ZnodeStat(long czxid, long mzxid, int version, long ephemeralOwner) {}
