package ordeal.broker.log.file;

import java.io.IOException;
import ordeal.broker.log.StorageException;

/** Something done to files; its failure is the disk's. */
@FunctionalInterface
interface DiskAction {
    /** Does it. */
    void run() throws IOException;

    /** Something read from files. */
    @FunctionalInterface
    interface Reading<T> {
        /** Reads it. */
        T read() throws IOException;
    }

    /**
     * Does it, and stops the broker when it fails.
     *
     * @param what in words, as in "could not ..."
     */
    static void orStop(String what, DiskAction action) {
        try {
            action.run();
        } catch (IOException e) {
            throw new StorageException("could not " + what, e);
        }
    }

    /** As {@link #orStop}, with a result. */
    static <T> T readOrStop(String what, Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new StorageException("could not " + what, e);
        }
    }
}
