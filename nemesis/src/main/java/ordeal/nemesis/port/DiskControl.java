package ordeal.nemesis.port;

/**
 * Brokers' disks. Methods that speak of a dead broker throw {@link InjectionException} when it lives. {@link #mend} undoes what was done
 * to a living broker's.
 */
public interface DiskControl {
    /** Removes everything in the dead broker's log directories, as when its disk is replaced by an empty one. */
    DiskLoss wipe(int broker) throws InterruptedException;

    /**
     * Takes from the dead broker what it had written but not synced, as a loss of power does: each log is cut at a place between its last
     * sync and its end.
     *
     * @param seed chooses the places
     */
    DiskLoss cutUnsyncedTail(int broker, long seed) throws InterruptedException;

    /**
     * Flips one bit in a record on the dead broker's disk. What is lost is the damaged batch.
     *
     * @param seed chooses the bit
     */
    DiskLoss flipBit(int broker, long seed) throws InterruptedException;

    /** Fills the broker's disk: what it writes from now on is refused for lack of space. */
    Receipt fill(int broker) throws InterruptedException;

    /** Lets the broker's disk fail: everything is refused with an I/O error from now on. What was written before stays. */
    Receipt fail(int broker) throws InterruptedException;

    /**
     * Slows down what the broker syncs.
     *
     * @param bytesPerSecond how much the disk takes
     */
    Receipt slow(int broker, long bytesPerSecond) throws InterruptedException;

    /**
     * Undoes {@link #fill}, {@link #fail} and {@link #slow}, whichever of them hold; a sound disk stays as it is. A disk that fails can
     * only be mended when its broker is dead.
     *
     * @return proof, and what the disk lost while it failed
     */
    DiskLoss mend(int broker) throws InterruptedException;
}
