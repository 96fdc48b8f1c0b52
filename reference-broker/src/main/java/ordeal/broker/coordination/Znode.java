package ordeal.broker.coordination;

/**
 * A znode as it was read.
 *
 * @param data its data, possibly empty; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // read once and decoded; never compared
public record Znode(byte[] data, ZnodeStat stat) {}
