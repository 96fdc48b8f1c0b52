package ordeal.harness.cluster.docker.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.docker.image.BaseImage;
import ordeal.harness.cluster.docker.image.NodeImage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A real engine and one idle container. */
@ExtendWith(EngineExtension.class)
class EngineIT {
    private static TestContainer container;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(Engine engine) throws Exception {
        BaseImage.ensure(engine, NodeImage.DEFAULT_BASE, System.out::println);
        container = TestContainer.idle(engine, NodeImage.DEFAULT_BASE);
    }

    @AfterAll
    static void remove() {
        if (container != null) {
            container.close();
        }
    }

    @Test
    void saysWhoItIs(Engine engine) {
        assertThat(engine.version()).matches("\\d+\\.\\d+.*");
        assertThat(engine.architecture()).isNotBlank();
    }

    @Test
    void keepsBothOutputsOfACommandApartAndTellsItsExitCode() throws InterruptedException {
        assertThat(container.exec("sh", "-c", "echo out; echo err >&2; exit 3"))
                .isEqualTo(new ExecResult(3, "out\n", "err\n"));
        assertThat(container.exec("true")).isEqualTo(new ExecResult(0, "", ""));
    }

    @Test
    void givesACommandItsInputToTheEnd(Engine engine) throws InterruptedException {
        String input = "-n %s \\n 'één' \"$HOME\"\n".repeat(1_000) + "no line end";
        assertThat(engine.exec(container.id(), input, List.of("cat"))).isEqualTo(new ExecResult(0, input, ""));
    }

    @Test
    void givesACommandWithoutInputAnEmptyOne() throws InterruptedException {
        assertThat(container.exec("cat")).isEqualTo(new ExecResult(0, "", ""));
    }

    @Test
    void tellsTheExitCodeOfACommandWithInput(Engine engine) throws InterruptedException {
        assertThat(engine.exec(container.id(), "some", List.of("sh", "-c", "cat; exit 4")))
                .isEqualTo(new ExecResult(4, "some", ""));
    }

    @Test
    void letsACommandLeaveItsInputUnread(Engine engine) throws InterruptedException {
        String input = "x".repeat(ContainerExec.MAX_STDIN_BYTES);
        assertThat(engine.exec(container.id(), input, List.of("true")).exitCode())
                .isZero();
    }

    @Test
    void tellsACommandThatIsNotThereByItsExitCode(Engine engine) throws InterruptedException {
        assertThat(engine.exec(container.id(), "some", List.of("no-such-command"))
                        .exitCode())
                .isEqualTo(127);
        assertThat(container.exec("no-such-command").exitCode()).isBetween(126, 127);
    }

    @Test
    void namesTheContainerAndTheCommandWhenNothingCanBeRun(Engine engine) {
        try (TestContainer dead = TestContainer.idle(engine, NodeImage.DEFAULT_BASE)) {
            dead.kill();
            assertThatThrownBy(() -> dead.exec("nft", "list", "ruleset"))
                    .isInstanceOf(EngineException.class)
                    .hasMessageContaining("'nft list ruleset'")
                    .hasMessageContaining(dead.name());
        }
        assertThatThrownBy(() -> engine.exec("no-such-container", "", List.of("true")))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("no-such-container");
    }

    @Test
    void bringsFilesThereAndBack(Engine engine) throws Exception {
        container.exec("mkdir", "/there");
        byte[] binary = {0, 1, (byte) 0xff, 10, 13, 0};
        engine.putFiles(
                container.id(), "/there", Map.of("a.properties", "a=1\n".getBytes(UTF_8), "deep/er/b", binary), 1234);
        assertThat(container
                        .exec("stat", "-c", "%n %u:%g %a", "/there/a.properties", "/there/deep/er", "/there/deep/er/b")
                        .out())
                .isEqualTo("""
                        /there/a.properties 1234:1234 644
                        /there/deep/er 1234:1234 755
                        /there/deep/er/b 1234:1234 644
                        """);
        container.exec("mkdir", "/there/empty");
        Path back = folder.resolve("back");
        engine.getFolder(container.id(), "/there", back);
        assertThat(back.resolve("a.properties")).hasContent("a=1\n");
        assertThat(back.resolve("deep/er/b")).hasBinaryContent(binary);
        assertThat(back.resolve("empty")).isEmptyDirectory();
    }

    @Test
    void replacesAFile(Engine engine) throws Exception {
        engine.putFiles(container.id(), "/tmp", Map.of("replaced", "one two".getBytes(UTF_8)), 0);
        engine.putFiles(container.id(), "/tmp", Map.of("replaced", "three".getBytes(UTF_8)), 0);
        assertThat(container.exec("cat", "/tmp/replaced").out()).isEqualTo("three");
    }

    @Test
    void bringsFilesIntoAndOutOfADeadContainer(Engine engine) throws Exception {
        try (TestContainer dead = TestContainer.idle(engine, NodeImage.DEFAULT_BASE)) {
            dead.exec("mkdir", "/left");
            dead.kill();
            engine.putFiles(dead.id(), "/left", Map.of("note", "bye".getBytes(UTF_8)), 0);
            engine.getFolder(dead.id(), "/left", folder);
            assertThat(folder.resolve("note")).hasContent("bye");
        }
    }

    @Test
    void namesTheContainerAndTheFolderWhenThereIsNone(Engine engine) {
        assertThatThrownBy(() -> engine.getFolder(container.id(), "/no/such", folder))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("/no/such")
                .hasMessageContaining(container.name());
        assertThatThrownBy(() -> engine.putFiles(container.id(), "/no/such", Map.of("a", new byte[0]), 0))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("/no/such")
                .hasMessageContaining(container.name());
    }

    @Test
    void takesNoLinkOutOfAContainer(Engine engine) throws Exception {
        container.exec("sh", "-c", "mkdir /linked && ln -s /etc /linked/etc");
        assertThatThrownBy(() -> engine.getFolder(container.id(), "/linked", folder))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("linked/etc");
        assertThat(Files.exists(folder.resolve("etc"))).isFalse();
    }

    @Test
    void takesNoSingleFileForAFolder(Engine engine) {
        assertThatThrownBy(() -> engine.getFolder(container.id(), "/etc/passwd", folder))
                .isInstanceOf(EngineException.class)
                .hasMessageContaining("passwd");
    }
}
