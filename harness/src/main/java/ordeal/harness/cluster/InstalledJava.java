package ordeal.harness.cluster;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import ordeal.harness.system.SystemUnderTest;

/**
 * A Java installation that a node can run on.
 *
 * @param home its folder
 * @param feature its feature version, such as 25
 */
public record InstalledJava(Path home, int feature) {
    private static final List<Path> USUAL_FOLDERS = List.of(Path.of("/usr/lib/jvm"), Path.of("/opt/java"));

    /** The Java that runs the harness. */
    public static InstalledJava own() {
        return new InstalledJava(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /** The Java that runs the harness when the system runs on it, else the newest installed one that will do. */
    public static InstalledJava forSystem(SystemUnderTest system) throws ClusterException {
        InstalledJava own = own();
        if (system.javaVersions().contains(own.feature())) {
            return own;
        }
        return installed().stream()
                .filter(java -> system.javaVersions().contains(java.feature()))
                .max((a, b) -> Integer.compare(a.feature(), b.feature()))
                .orElseThrow(() -> new ClusterException(
                        "%s runs on Java %d to %d, and none of these is installed. Install one below %s."
                                .formatted(
                                        system.name(),
                                        system.javaVersions().min(),
                                        system.javaVersions().max(),
                                        USUAL_FOLDERS.getFirst())));
    }

    /** The launcher. */
    public Path executable() {
        return home.resolve("bin").resolve("java");
    }

    private static List<InstalledJava> installed() {
        return USUAL_FOLDERS.stream()
                .flatMap(InstalledJava::foldersIn)
                .flatMap(folder -> read(folder).stream())
                .toList();
    }

    private static Stream<Path> foldersIn(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.toList().stream();
        } catch (IOException _) {
            return Stream.empty();
        }
    }

    private static Optional<InstalledJava> read(Path home) {
        Path release = home.resolve("release");
        if (!Files.isExecutable(home.resolve("bin").resolve("java")) || !Files.isReadable(release)) {
            return Optional.empty();
        }
        try (Reader reader = Files.newBufferedReader(release)) {
            Properties properties = new Properties();
            properties.load(reader);
            String version = properties.getProperty("JAVA_VERSION", "").replace("\"", "");
            return Optional.of(
                    new InstalledJava(home, Runtime.Version.parse(version).feature()));
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        }
    }
}
