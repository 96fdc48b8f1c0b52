package ordeal.harness.stored;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import ordeal.checker.evidence.RunFolder;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * A run of a planted bug as {@code dev/record-bug-runs} stored it: of its folder what the judge reads, and no verdict.
 *
 * @param bug the bug's name
 */
record StoredRun(String bug) {
    private static final Path STORE = Path.of("src", "test", "resources", "stored-runs");
    private static final String SUFFIX = ".tar.xz";

    /** All of them, by name. */
    static List<StoredRun> all() throws IOException {
        try (Stream<Path> files = Files.list(STORE)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(SUFFIX))
                    .map(name -> name.substring(0, name.length() - SUFFIX.length()))
                    .sorted()
                    .map(StoredRun::new)
                    .toList();
        }
    }

    /** Its folder, made anew below a parent. */
    RunFolder unpack(Path parent) throws IOException {
        Path folder = Files.createDirectories(parent.resolve(bug));
        try (TarArchiveInputStream archive =
                new TarArchiveInputStream(new XZInputStream(Files.newInputStream(STORE.resolve(bug + SUFFIX))))) {
            for (TarArchiveEntry entry = archive.getNextEntry(); entry != null; entry = archive.getNextEntry()) {
                Path file = entry.resolveIn(folder);
                Files.createDirectories(file.getParent());
                Files.copy(archive, file);
            }
        }
        return new RunFolder(folder);
    }

    @Override
    public String toString() {
        return bug;
    }
}
