package ordeal.harness.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache that is filled already: it is used without Maven, and only when every jar is what was fetched. */
class ArtifactCacheTest {
    private static final String NAME = "system-1.0";

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void fill() throws IOException {
        folder = Files.createDirectories(root.resolve(NAME));
        Files.writeString(folder.resolve("b.jar"), "second");
        Files.writeString(folder.resolve("a.jar"), "first");
        Checksums.of(folder).write(folder.resolve("SHA256SUMS"));
    }

    @Test
    void givesTheJarsOfAFilledCacheSortedByName() {
        assertThat(jars()).containsExactly(folder.resolve("a.jar"), folder.resolve("b.jar"));
    }

    @Test
    void writesTheManifestInTheFormatOfSha256sum() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("SHA256SUMS")))
                .containsExactly(
                        "a7937b64b8caa58f03721bb6bacf5c78cb235febe0e70b1b84cd99541461a08e  a.jar",
                        "16367aacb67a4a017c8da8ab95682ccb390863780f7114dda0a0e0c55644c7c4  b.jar");
    }

    @Test
    void refusesAnAlteredJarAndSaysWhatToDo() throws IOException {
        Files.writeString(folder.resolve("a.jar"), "First");
        assertThatThrownBy(this::jars)
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("a.jar was altered")
                .hasMessageContaining("Delete " + folder);
    }

    @Test
    void refusesAMissingJar() throws IOException {
        Files.delete(folder.resolve("b.jar"));
        assertThatThrownBy(this::jars).isInstanceOf(ArtifactException.class).hasMessageContaining("b.jar is missing");
    }

    @Test
    void refusesAJarThatWasAdded() throws IOException {
        Files.writeString(folder.resolve("c.jar"), "third");
        assertThatThrownBy(this::jars)
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("c.jar does not belong there");
    }

    @Test
    void namesEveryDifferenceAtOnce() throws IOException {
        Files.delete(folder.resolve("a.jar"));
        Files.writeString(folder.resolve("b.jar"), "Second");
        Files.writeString(folder.resolve("c.jar"), "third");
        assertThatThrownBy(this::jars)
                .hasMessageContaining("a.jar is missing, b.jar was altered, c.jar does not belong there");
    }

    @Test
    void leavesFilesThatAreNoJarsAlone() throws IOException {
        Files.writeString(folder.resolve("notes.txt"), "mine");
        assertThat(jars()).hasSize(2);
    }

    @Test
    void saysHowToNameAnotherFolderWhenTheCacheCannotBeUsed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        assertThatThrownBy(() -> new ArtifactCache(file, _ -> {}).jars(NAME, List.of()))
                .isInstanceOf(ArtifactException.class)
                .hasMessageContaining("ORDEAL_CACHE");
    }

    @Test
    void findsItsRootInTheEnvironment() throws Exception {
        assertThat(rootIn(List.of("ORDEAL_CACHE=/own", "XDG_CACHE_HOME=/xdg"))).isEqualTo("/own");
        assertThat(rootIn(List.of("ORDEAL_CACHE= ", "XDG_CACHE_HOME=/xdg"))).isEqualTo("/xdg/ordeal");
        assertThat(rootIn(List.of("XDG_CACHE_HOME="))).isEqualTo(System.getProperty("user.home") + "/.cache/ordeal");
    }

    /** What another process with these variables takes for the cache's root. */
    private static String rootIn(List<String> environment) throws Exception {
        ProcessBuilder java = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                PrintRoot.class.getName());
        java.environment().remove("ORDEAL_CACHE");
        java.environment().remove("XDG_CACHE_HOME");
        environment.forEach(variable -> java.environment()
                .put(variable.substring(0, variable.indexOf('=')), variable.substring(variable.indexOf('=') + 1)));
        Process process = java.start();
        process.getOutputStream().close();
        try (var out = process.inputReader()) {
            return String.valueOf(out.readLine());
        }
    }

    /** Prints the root. */
    static final class PrintRoot {
        private PrintRoot() {}

        public static void main(String[] arguments) {
            System.out.println(ArtifactCache.defaultRoot());
        }
    }

    private List<Path> jars() {
        return new ArtifactCache(root, _ -> {}).jars(NAME, List.of());
    }
}
