package ordeal.harness.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The script {@code ordeal} in a small tree of its own, with a JDK and a Maven that only say how they were called: when it builds,
 * which JDK it takes, and by which commit results are kept.
 */
class LauncherTest {
    private static final String COMMIT = "-Dordeal.commit=";

    @TempDir
    private Path scene;

    private Path home;
    private Path source;

    @BeforeEach
    void prepare() throws Exception {
        home = scene.resolve("home of the program"); // A folder's name may hold spaces.
        source = home.resolve("harness/src/main/java/Some.java");
        write(home.resolve("pom.xml"), "<project/>");
        write(home.resolve("harness/pom.xml"), "<project/>");
        write(home.resolve(".gitignore"), "target/\n");
        write(source, "class Some {}");
        Files.copy(Path.of("..", "ordeal").toRealPath(), home.resolve("ordeal"));
        jdk("jdk", 25);
        write(scene.resolve("bin/mvn"), "#!/bin/sh\necho \"mvn $*\" >>'" + scene.resolve("maven.log") + "'\n");
        executable(scene.resolve("bin/mvn"));
        git("init", "-q");
        git("add", ".");
        git("-c", "user.name=t", "-c", "user.email=t@localhost", "commit", "-q", "-m", "first");
        builtJustNow();
    }

    @Test
    void namesTheCommitOfATreeWithoutChanges() throws Exception {
        String head = git("rev-parse", "--short=12", "HEAD").strip();
        assertThat(commit()).isEqualTo(head).hasSize(12);
        write(home.resolve("harness/target/more"), "what the build makes is no change");
        assertThat(commit()).isEqualTo(head);
    }

    @Test
    void namesAnotherCommitWithEachChangeThatIsNotCommitted() throws Exception {
        String head = commit();
        write(home.resolve("pom.xml"), "<project><!-- one --></project>");
        String one = commit();
        write(home.resolve("pom.xml"), "<project><!-- two --></project>");
        String two = commit();
        write(home.resolve("fresh"), "a file that git does not know");
        String fresh = commit();
        write(home.resolve("fresh"), "the same file with other words");
        String other = commit();

        List<String> names = List.of(one, two, fresh, other);
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches(head + "-dirty-[0-9a-f]{8}"));
        assertThat(commit()).isEqualTo(other);
        Files.delete(home.resolve("fresh"));
        write(home.resolve("pom.xml"), "<project/>");
        assertThat(commit()).isEqualTo(head);
    }

    @Test
    void namesTheTimeOfTheBuildWhereThereIsNoCommit() throws Exception {
        Files.move(home.resolve(".git"), scene.resolve("elsewhere"));
        Files.setLastModifiedTime(built(), FileTime.from(Instant.parse("2030-01-02T03:04:05Z")));
        assertThat(commit()).isEqualTo("unknown-20300102T030405Z");
    }

    @Test
    void buildsOnlyWhenASourceIsNewerThanTheBuild() throws Exception {
        launch();
        assertThat(scene.resolve("maven.log")).doesNotExist();

        Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(60)));
        launch();
        assertThat(scene.resolve("maven.log")).content().startsWith("mvn -q -B").contains("package");
    }

    @Test
    void saysWhatMavenSaidWhenTheBuildFails() throws Exception {
        write(scene.resolve("bin/mvn"), "#!/bin/sh\necho 'no such symbol'\nexit 1\n");
        Files.delete(built());
        Process ended = launched();
        assertThat(new String(ended.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("no such symbol")
                .contains("could not be built");
        assertThat(ended.waitFor()).isEqualTo(70);
        assertThat(built()).doesNotExist();
    }

    @Test
    void takesTheJdkOfJavaHome() throws Exception {
        jdk("next", 26);
        assertThat(launch()).startsWith(scene.resolve("jdk") + "\n");
    }

    @Test
    void takesTheJdkOnThePathWhereThatOfJavaHomeIsTooOld() throws Exception {
        jdk("jdk", 24);
        jdk("next", 26);
        assertThat(launch()).startsWith(scene.resolve("next") + "\n");
    }

    @Test
    void takesTheJdkOnThePathWhereThatOfJavaHomeCannotCompile() throws Exception {
        Files.delete(scene.resolve("jdk/bin/javac"));
        jdk("next", 26);
        assertThat(launch()).startsWith(scene.resolve("next") + "\n");
    }

    private String commit() throws Exception {
        return Arrays.stream(launch().split("\n"))
                .filter(line -> line.startsWith(COMMIT))
                .findFirst()
                .orElseThrow()
                .substring(COMMIT.length());
    }

    /** The home and the arguments of the java that was called, one in each line. */
    private String launch() throws Exception {
        return successful(launched());
    }

    private Process launched() throws IOException {
        ProcessBuilder launcher = in(home, home.resolve("ordeal").toString(), "bugs");
        launcher.environment()
                .putAll(Map.of(
                        "JAVA_HOME",
                        scene.resolve("jdk").toString(),
                        "PATH",
                        scene.resolve("bin") + ":" + scene.resolve("next/bin") + ":" + System.getenv("PATH")));
        return launcher.start();
    }

    /** A JDK that prints where it lies and its arguments. */
    private void jdk(String name, int version) throws IOException {
        Path jdk = scene.resolve(name);
        write(jdk.resolve("release"), "JAVA_VERSION=\"" + version + ".0.1\"\n");
        for (String tool : List.of("java", "javac")) {
            write(jdk.resolve("bin").resolve(tool), "#!/bin/sh\nprintf '%s\\n' '" + jdk + "' \"$@\"\n");
            executable(jdk.resolve("bin").resolve(tool));
        }
    }

    private Path built() {
        return home.resolve("harness/target/built");
    }

    private void builtJustNow() throws IOException {
        write(built(), "");
        Files.setLastModifiedTime(built(), FileTime.from(Instant.now().plusSeconds(30)));
    }

    private String git(String... arguments) throws Exception {
        ProcessBuilder git = in(home, "git");
        git.command().addAll(List.of(arguments));
        return successful(git.start());
    }

    private static ProcessBuilder in(Path folder, String... command) {
        return new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile());
    }

    private static String successful(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(err).isZero();
        return out;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
