package ordeal.harness.child;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** Makes one process the only one that works on a folder of runs. */
public final class FolderClaim {
    private FolderClaim() {}

    /**
     * The claim, which holds until it is closed or the process has ended; empty when another process has it.
     *
     * @param root the folder, which exists; a file {@code lock} is made in it
     */
    public static Optional<FileChannel> of(Path root) throws IOException {
        FileChannel channel =
                FileChannel.open(root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException _) {
            // Somebody else in this process.
        }
        channel.close();
        return Optional.empty();
    }
}
