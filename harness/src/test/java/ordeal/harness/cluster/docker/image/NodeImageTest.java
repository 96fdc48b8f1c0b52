package ordeal.harness.cluster.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which images a system needs, and what they are called. No engine is asked. */
class NodeImageTest {
    @TempDir
    private Path folder;

    private BaseImage base = new BaseImage("debian:bookworm-slim", "sha256:1234");
    private String runtimeName = "java-runtime-25";
    private Path runtime;
    private Path classes;
    private Path jarA;
    private Path jarB;

    @BeforeEach
    void write() throws IOException {
        runtime = folder.resolve("runtime");
        Files.createDirectories(runtime.resolve("bin"));
        Path java = Files.writeString(runtime.resolve("bin").resolve("java"), "#!");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.writeString(runtime.resolve("release"), "25");
        classes = Files.createDirectories(folder.resolve("classes"));
        Files.writeString(
                Files.createDirectories(classes.resolve("a").resolve("b")).resolve("Main.class"), "class");
        jarA = Files.writeString(folder.resolve("a.jar"), "first");
        jarB = Files.writeString(folder.resolve("b.jar"), "second");
    }

    @Test
    void putsClassesOnJarsOnTheRuntimeOnTheBase() throws IOException {
        List<ImageStep> steps = steps();
        assertThat(steps)
                .extracting(ImageStep::repository)
                .containsExactly("ordeal-runtime", "ordeal-libraries", "ordeal-node");
        assertThat(steps)
                .extracting(ImageStep::below)
                .containsExactly(base.name(), steps.get(0).tag(), steps.get(1).tag());
        assertThat(steps.get(2).tag()).matches("ordeal-node:[0-9a-f]{16}");
        assertThat(steps.get(1).files()).containsOnlyKeys("files/libraries/a.jar", "files/libraries/b.jar");
        assertThat(steps.get(2).files()).containsOnlyKeys("files/classes/a/b/Main.class");
    }

    @Test
    void endsWithTheJarsOfASystemThatHasNothingElse() throws IOException {
        List<ImageStep> steps = NodeImage.steps(base, linked(), List.of(jarA, jarB));
        assertThat(steps).extracting(ImageStep::repository).containsExactly("ordeal-runtime", "ordeal-node");
    }

    @Test
    void keepsTheOrderOfTheClassPath() {
        assertThat(NodeImage.classPath(List.of(classes, jarB, jarA)))
                .isEqualTo("/opt/ordeal/classes:/opt/ordeal/libraries/b.jar:/opt/ordeal/libraries/a.jar");
    }

    @Test
    void callsEqualContentAlikeWhateverItsAge() throws IOException {
        List<String> before = tags();
        Files.writeString(jarA, "first");
        Files.setLastModifiedTime(jarA, FileTime.fromMillis(1_000));
        assertThat(tags()).isEqualTo(before);
    }

    @Test
    void callsEverythingFromAChangedByteUpwardsDifferently() throws IOException {
        List<String> before = tags();
        Files.writeString(classes.resolve("a").resolve("b").resolve("Main.class"), "Class");
        assertEqualBelow(before, tags(), 2);
        List<String> withChangedClass = tags();
        Files.writeString(jarA, "First");
        assertEqualBelow(withChangedClass, tags(), 1);
    }

    @Test
    void callsItDifferentlyWhenBytesMoveFromOneFileToTheNext() throws IOException {
        List<String> before = tags();
        Files.writeString(jarA, "firsts");
        Files.writeString(jarB, "econd");
        assertEqualBelow(before, tags(), 1);
    }

    @Test
    void callsItDifferentlyWhenAFileIsRenamedAddedOrRunnable() throws IOException {
        List<String> before = tags();
        Path main = classes.resolve("a").resolve("b").resolve("Main.class");
        Path renamed = Files.move(main, main.resolveSibling("Other.class"));
        assertEqualBelow(before, tags(), 2);
        Files.move(renamed, main);
        assertThat(tags()).isEqualTo(before);
        Files.setPosixFilePermissions(main, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEqualBelow(before, tags(), 2);
        Files.setPosixFilePermissions(main, PosixFilePermissions.fromString("rw-r--r--"));
        Files.writeString(classes.resolve("Added.class"), "");
        assertEqualBelow(before, tags(), 2);
    }

    @Test
    void callsEverythingDifferentlyOnAnotherBaseOrRuntime() throws IOException {
        List<String> before = tags();
        base = new BaseImage("debian:bookworm-slim", "sha256:1235");
        assertEqualBelow(before, tags(), 0);
        base = new BaseImage("another:name", "sha256:1234");
        assertThat(tags()).isEqualTo(before);
        runtimeName = "java-runtime-26";
        assertEqualBelow(before, tags(), 0);
    }

    @Test
    void refusesTwoJarsOfOneName() throws IOException {
        Path twin = Files.createDirectories(folder.resolve("other")).resolve("a.jar");
        Files.writeString(twin, "twin");
        assertThatThrownBy(() -> NodeImage.steps(base, linked(), List.of(jarA, twin)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("a.jar");
    }

    @Test
    void givesTheBuilderTheDockerfileAndEveryFileWithItsMode() throws IOException {
        ByteArrayOutputStream context = new ByteArrayOutputStream();
        steps().getFirst().writeContext(context);
        Map<String, Integer> modes = new TreeMap<>();
        try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(context.toByteArray()))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                modes.put(entry.getName(), entry.getMode() & 0777);
            }
        }
        assertThat(modes)
                .containsOnly(
                        Map.entry("Dockerfile", 0644),
                        Map.entry("runtime/bin/java", 0755),
                        Map.entry("runtime/release", 0644));
    }

    private static void assertEqualBelow(List<String> before, List<String> after, int changed) {
        assertThat(after.subList(0, changed)).isEqualTo(before.subList(0, changed));
        for (int step = changed; step < before.size(); step++) {
            assertThat(after.get(step)).isNotEqualTo(before.get(step));
        }
    }

    private List<String> tags() throws IOException {
        return steps().stream().map(ImageStep::tag).toList();
    }

    private List<ImageStep> steps() throws IOException {
        return NodeImage.steps(base, linked(), List.of(classes, jarA, jarB));
    }

    private LinkedRuntime linked() {
        return new LinkedRuntime(runtime, runtimeName);
    }
}
