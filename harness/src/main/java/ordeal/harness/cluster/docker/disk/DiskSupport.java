package ordeal.harness.cluster.docker.disk;

/** What brokers' disks are, as far as the engine and its kernel let us. */
public enum DiskSupport {
    /** A file system of its own for each, which can be filled, fail, and lose power alone. */
    OWN_FILE_SYSTEMS,
    /** A folder of the engine's machine for each, which can be wiped. */
    FOLDERS
}
