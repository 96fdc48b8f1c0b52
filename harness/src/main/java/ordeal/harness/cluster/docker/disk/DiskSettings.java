package ordeal.harness.cluster.docker.disk;

/**
 * What every broker's disk is like.
 *
 * @param sizeMb its size; the image is sparse, so it takes from the engine's machine only what is written
 * @param uid the user and the group that own it: those of the node's process
 */
public record DiskSettings(int sizeMb, int uid) {
    /** What a run gives its brokers unless told otherwise. */
    public static final int DEFAULT_SIZE_MB = 512;

    /** XFS refuses to be smaller. */
    private static final int MIN_SIZE_MB = 300;

    public DiskSettings {
        if (sizeMb < MIN_SIZE_MB) {
            throw new IllegalArgumentException("a disk has at least %d MB, not %d".formatted(MIN_SIZE_MB, sizeMb));
        }
    }
}
