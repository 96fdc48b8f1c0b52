package ordeal.nemesis.port;

/** Brokers' disks. Both methods throw {@link InjectionException} when the broker lives. */
public interface DiskControl {
    /** Removes everything in the dead broker's log directories, as when its disk is replaced by an empty one. */
    DiskLoss wipe(int broker) throws InterruptedException;

    /**
     * Takes from the dead broker what it had written but not synced, as a loss of power does: each log is cut at a
     * place
     * between its last sync and its end.
     *
     * @param seed chooses the places
     */
    DiskLoss cutUnsyncedTail(int broker, long seed) throws InterruptedException;
}
