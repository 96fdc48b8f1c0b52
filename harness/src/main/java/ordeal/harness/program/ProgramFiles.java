package ordeal.harness.program;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of which this program consists, as they were at one moment: those on its class path, by size and last change. */
public final class ProgramFiles {
    private final String classPath;
    private final Map<Path, Stamp> stamps;

    private record Stamp(long bytes, FileTime changed) {}

    private ProgramFiles(String classPath) {
        this.classPath = classPath;
        this.stamps = stamps(classPath);
    }

    /** As they are now. */
    public static ProgramFiles now() {
        return of(System.getProperty("java.class.path"));
    }

    static ProgramFiles of(String classPath) {
        return new ProgramFiles(classPath);
    }

    /**
     * Finds out whether they are still what they were.
     *
     * @throws ProgramChangedException when one has changed, has gone or has come
     */
    public void requireUnchanged() throws ProgramChangedException {
        Map<Path, Stamp> now = stamps(classPath);
        for (Map<Path, Stamp> files : List.of(stamps, now)) {
            for (Path file : files.keySet()) {
                if (!Objects.equals(stamps.get(file), now.get(file))) {
                    throw new ProgramChangedException(file);
                }
            }
        }
    }

    private static Map<Path, Stamp> stamps(String classPath) {
        Map<Path, Stamp> stamps = new TreeMap<>();
        for (String entry : classPath.split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (!entry.isEmpty() && Files.exists(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.filter(Files::isRegularFile).forEach(file -> stamps.put(file, stamp(file)));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        return stamps;
    }

    private static Stamp stamp(Path file) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(attributes.size(), attributes.lastModifiedTime());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
