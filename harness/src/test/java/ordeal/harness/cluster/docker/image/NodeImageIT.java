package ordeal.harness.cluster.docker.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Image;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.harness.cluster.docker.engine.ExecResult;
import ordeal.harness.cluster.docker.engine.TestContainer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Images of a system that says hello, made by a real engine. */
@ExtendWith(EngineExtension.class)
class NodeImageIT {
    private static final InstalledJava JAVA = new InstalledJava(
            Path.of(System.getProperty("java.home")), Runtime.version().feature());

    private static final List<String> ALL_PROGRESS = new ArrayList<>();

    @TempDir
    private static Path folder;

    private static Path classes;
    private static Path jar;
    private static NodeImage image;

    @BeforeAll
    static void make(Engine engine) throws Exception {
        classes = folder.resolve("classes");
        String main = Greeting.class.getName().replace('.', '/') + ".class";
        Path file = classes.resolve(main);
        Files.createDirectories(file.getParent());
        try (InputStream in = NodeImageIT.class.getClassLoader().getResourceAsStream(main)) {
            Files.write(file, in.readAllBytes());
        }
        jar = Files.writeString(folder.resolve("some.jar"), "of " + System.nanoTime());
        image = ensure(engine, new ArrayList<>());
    }

    @AfterAll
    static void removeImages(Engine engine) {
        new TreeSet<>(ALL_PROGRESS)
                .stream()
                        .filter(line -> line.startsWith("making the image "))
                        .map(line -> line.split(" ", -1)[3])
                        .filter(tag -> !tag.startsWith("ordeal-runtime:"))
                        .sorted((a, b) -> b.compareTo(a))
                        .forEach(tag -> engine.client().removeImageCmd(tag).exec());
    }

    @Test
    void isMadeOnce(Engine engine) throws Exception {
        List<String> progress = new ArrayList<>();
        assertThat(ensure(engine, progress)).isEqualTo(image);
        assertThat(progress).isEmpty();
    }

    @Test
    void isMadeFromItsClassesOnlyWhenAClassHasChanged(Engine engine) throws Exception {
        List<String> progress = new ArrayList<>();
        Path changed = Files.writeString(classes.resolve("changed"), "");
        try {
            long startNanos = System.nanoTime();
            assertThat(ensure(engine, progress).tag()).isNotEqualTo(image.tag());
            System.out.printf(
                    "an image with a changed class took %d ms%n", (System.nanoTime() - startNanos) / 1_000_000);
        } finally {
            Files.delete(changed);
        }
        assertThat(progress).hasSize(1);
        assertThat(progress.getFirst())
                .matches("making the image ordeal-node:[0-9a-f]{16} from ordeal-libraries:[0-9a-f]{16}");
    }

    @Test
    void bearsTheLabel(Engine engine) {
        List<Image> labelled = engine.client()
                .listImagesCmd()
                .withLabelFilter(Map.of("ordeal", "image"))
                .exec();
        assertThat(labelled).anyMatch(one -> List.of(one.getRepoTags()).contains(image.tag()));
    }

    @Test
    void runsJavaAsItsUserOnAReadOnlyRoot(Engine engine) throws Exception {
        HostConfig readOnly = HostConfig.newHostConfig().withReadonlyRootfs(true);
        try (TestContainer container =
                TestContainer.start(engine, image.tag(), readOnly, List.of("sleep", "infinity"))) {
            assertThat(container.exec("sh", "-c", "id -u; id -g; id -un; pwd").out())
                    .isEqualTo("1000\n1000\nordeal\n/node\n");
            assertThat(container.exec("touch", "/node/data/file").exitCode()).isNotZero();
            ExecResult version = container.exec(image.java(), "-version");
            assertThat(version.exitCode()).as(version.err()).isZero();
            assertThat(version.err()).contains("version \"" + Runtime.version().feature());
            assertThat(container.exec(image.java(), "-cp", image.classPath(), Greeting.class.getName()))
                    .isEqualTo(new ExecResult(0, "hello from 1000\n", ""));
            assertThat(container.exec(image.java(), "-Xshare:on", "-version").exitCode())
                    .as("its archive of classes is used")
                    .isZero();
        }
    }

    @Test
    void hasAPlaceForTheNodeAndToolsForFaults(Engine engine) throws Exception {
        try (TestContainer container = TestContainer.idle(engine, image.tag())) {
            assertThat(container.exec("touch", "/node/file", "/node/data/file").exitCode())
                    .isZero();
            assertThat(container
                            .exec(
                                    "sh",
                                    "-c",
                                    "for tool in nft ip tc mkfs.xfs xfs_io; do command -v $tool || exit 1; done")
                            .exitCode())
                    .isZero();
            assertThat(container.exec("env", "LD_PRELOAD=" + NodeImage.FAKETIME_LIBRARY, "FAKETIME=+400d", "true"))
                    .isEqualTo(new ExecResult(0, "", ""));
        }
    }

    @Test
    void saysHowToComeByAMissingBase(Engine engine) {
        assertThatThrownBy(() -> NodeImage.ensure(engine, JAVA, List.of(jar), "ordeal.invalid/none:1", _ -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ordeal.invalid/none:1")
                .hasMessageContaining("dev/local-base-image");
    }

    private static NodeImage ensure(Engine engine, List<String> progress) throws ClusterException {
        return NodeImage.ensure(engine, JAVA, List.of(classes, jar), NodeImage.DEFAULT_BASE, line -> {
            progress.add(line);
            ALL_PROGRESS.add(line);
        });
    }

    /** The system. */
    static final class Greeting {
        private Greeting() {}

        public static void main(String[] arguments) {
            System.out.println("hello from " + new com.sun.security.auth.module.UnixSystem().getUid());
        }
    }
}
