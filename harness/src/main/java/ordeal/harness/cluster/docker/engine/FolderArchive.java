package ordeal.harness.cluster.docker.engine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * The tar archive that the engine makes of a folder of a container: the folder itself comes first, and every name begins with its.
 * What was in the container had it in hand, so nothing of it is trusted: only files and folders are taken, and only below the target.
 */
final class FolderArchive {
    private FolderArchive() {}

    /**
     * Unpacks what the folder holds.
     *
     * @param target made when missing; must not hold any of the files yet
     * @throws IOException when the archive is broken, is not of a folder, or holds what is refused
     */
    static void unpack(InputStream archive, Path target) throws IOException {
        Path root = target.toAbsolutePath().normalize();
        Files.createDirectories(root);
        try (TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                Path place = place(root, entry.getName());
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else if (isPlainFile(entry) && !place.equals(root)) {
                    Files.createDirectories(place.getParent());
                    Files.copy(tar, place);
                } else {
                    throw new IOException("'" + entry.getName() + "' is neither a folder nor a file in one");
                }
            }
        }
    }

    private static boolean isPlainFile(TarArchiveEntry entry) {
        return entry.isFile()
                && !entry.isSymbolicLink()
                && !entry.isLink()
                && !entry.isCharacterDevice()
                && !entry.isBlockDevice()
                && !entry.isFIFO();
    }

    /** Where an entry belongs, the archived folder's own name taken off. */
    private static Path place(Path root, String name) throws IOException {
        int slash = name.indexOf('/');
        Path place;
        try {
            place = root.resolve(slash < 0 ? "" : name.substring(slash + 1)).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("'" + name + "' is no name of a file", e);
        }
        if (!place.startsWith(root)) {
            throw new IOException("'" + name + "' leads out of its folder");
        }
        return place;
    }
}
