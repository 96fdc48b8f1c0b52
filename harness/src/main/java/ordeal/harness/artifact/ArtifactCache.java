package ordeal.harness.artifact;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.io.file.PathUtils;

/**
 * The folder that keeps the jars of systems under test. A system's folder appears in one move, complete and with a manifest of
 * checksums; from then on it is used without a network, after every jar was checked against the manifest.
 */
public final class ArtifactCache {
    private static final String MANIFEST = "SHA256SUMS";

    private final Path root;
    private final Consumer<String> progress;

    /**
     * A cache in a folder.
     *
     * @param root where it lies; made on first use
     * @param progress told in short sentences what a first use is doing
     */
    public ArtifactCache(Path root, Consumer<String> progress) {
        this.root = root;
        this.progress = progress;
    }

    /** Where the cache lies unless told otherwise: {@code ORDEAL_CACHE}, else {@code ordeal} in the user's cache folder. */
    public static Path defaultRoot() {
        String own = System.getenv("ORDEAL_CACHE");
        if (own != null && !own.isBlank()) {
            return Path.of(own);
        }
        String caches = System.getenv("XDG_CACHE_HOME");
        return caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home"), ".cache", "ordeal")
                : Path.of(caches, "ordeal");
    }

    /**
     * The jars of a system: all artifacts with their runtime dependencies.
     *
     * @param name the system's name and version, which names its folder
     * @return the jars, sorted by name
     * @throws ArtifactException when they cannot be had or were altered; the message says what to do
     */
    public List<Path> jars(String name, List<Artifact> artifacts) {
        try {
            Files.createDirectories(root);
            Path folder = root.resolve(name);
            try (RandomAccessFile lockFile =
                            new RandomAccessFile(root.resolve(name + ".lock").toFile(), "rw");
                    FileLock _ = lockFile.getChannel().lock()) {
                if (!Files.exists(folder.resolve(MANIFEST))) {
                    fill(name, artifacts, folder);
                }
                return verified(name, folder);
            }
        } catch (IOException e) {
            throw new ArtifactException(
                    "The cache " + root + " cannot be used: " + e.getMessage()
                            + ". Name another folder in ORDEAL_CACHE.",
                    e);
        }
    }

    private void fill(String name, List<Artifact> artifacts, Path folder) throws IOException {
        Path partial = root.resolve(name + ".partial");
        deleteIfThere(partial);
        deleteIfThere(folder);
        Files.createDirectories(partial);
        progress.accept("first use of " + name + ": resolving " + artifacts.size() + " artifacts through Maven");
        new MavenResolver(progress).copy(name, artifacts, partial);
        Checksums checksums = Checksums.of(partial);
        checksums.write(partial.resolve(MANIFEST));
        Files.move(partial, folder, StandardCopyOption.ATOMIC_MOVE);
        progress.accept(name + ": " + checksums.byFile().size() + " jars in " + folder);
    }

    private static List<Path> verified(String name, Path folder) throws IOException {
        Checksums expected = Checksums.read(folder.resolve(MANIFEST));
        List<String> differences = expected.differencesIn(folder);
        if (!differences.isEmpty()) {
            throw new ArtifactException("The cached jars of " + name + " are not what was fetched: "
                    + String.join(", ", differences) + ". Delete " + folder + " and run again.");
        }
        return expected.byFile().keySet().stream().map(folder::resolve).toList();
    }

    private static void deleteIfThere(Path folder) throws IOException {
        if (Files.exists(folder)) {
            PathUtils.deleteDirectory(folder);
        }
    }
}
