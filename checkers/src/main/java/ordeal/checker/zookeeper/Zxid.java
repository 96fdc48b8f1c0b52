package ordeal.checker.zookeeper;

/** The order of transaction ids: the leader's epoch in the high 32 bits, a counter from 1 in the low 32. */
final class Zxid {
    private Zxid() {}

    /** The counter within the epoch. Counter 0 announces a new leader and is never logged. */
    static long counter(long zxid) {
        return zxid & 0xFFFF_FFFFL;
    }

    /** The ZooKeeper leader's epoch; always 0 on a standalone server. */
    static long epoch(long zxid) {
        return zxid >>> 32;
    }

    /** Whether nothing can lie between the two: the next counter of the same epoch, or the first of a later one. */
    static boolean follows(long previous, long zxid) {
        return epoch(previous) == epoch(zxid) ? zxid == previous + 1 : zxid > previous && counter(zxid) == 1;
    }
}
