package ordeal.harness.cluster.docker.engine;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** A tar archive of small files with one owner, as the engine unpacks it into a container. */
final class FilesArchive {
    private static final int FILE_MODE = 0100644;
    private static final int FOLDER_MODE = 040755;

    private FilesArchive() {}

    /** The archive: folders that names contain, then the files, each by name. */
    static byte[] of(Map<String, byte[]> files, int uid) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, StandardCharsets.UTF_8.name())) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
            for (String folder : foldersOf(files)) {
                tar.putArchiveEntry(entry(folder, FOLDER_MODE, uid));
                tar.closeArchiveEntry();
            }
            for (Map.Entry<String, byte[]> file : new TreeMap<>(files).entrySet()) {
                TarArchiveEntry entry = entry(file.getKey(), FILE_MODE, uid);
                entry.setSize(file.getValue().length);
                tar.putArchiveEntry(entry);
                tar.write(file.getValue());
                tar.closeArchiveEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static TarArchiveEntry entry(String name, int mode, int uid) {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setMode(mode);
        entry.setIds(uid, uid);
        return entry;
    }

    /** {@code a/} and {@code a/b/} for {@code a/b/c}. */
    private static SortedSet<String> foldersOf(Map<String, byte[]> files) {
        SortedSet<String> folders = new TreeSet<>();
        for (String name : files.keySet()) {
            for (int slash = name.indexOf('/'); slash >= 0; slash = name.indexOf('/', slash + 1)) {
                folders.add(name.substring(0, slash + 1));
            }
        }
        return folders;
    }
}
