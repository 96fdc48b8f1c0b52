package ordeal.harness.cluster.docker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.api.model.HostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineExtension;
import ordeal.harness.cluster.docker.engine.TestContainer;
import ordeal.harness.cluster.docker.image.BaseImage;
import ordeal.harness.cluster.docker.image.NodeImage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The logs of a container that is called a node. */
@ExtendWith(EngineExtension.class)
class ContainerLogsIT {
    private static final String NODE = """
            mkdir -p /node/logs
            echo printed
            echo one > /node/logs/server.log
            echo two > /node/logs/other.log
            touch /ready
            sleep infinity
            """;

    private static final List<String> ALL = List.of("console.log: printed\n", "other.log: two\n", "server.log: one\n");

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private TestContainer node;
    private ContainerLogs logs;

    @BeforeEach
    void start(Engine engine) throws Exception {
        BaseImage.ensure(engine, NodeImage.DEFAULT_BASE, System.out::println);
        node = TestContainer.start(
                engine, NodeImage.DEFAULT_BASE, HostConfig.newHostConfig(), List.of("sh", "-c", NODE));
        assertThat(node.exec("sh", "-c", "until [ -e /ready ]; do sleep 0.05; done")
                        .exitCode())
                .isZero();
        logs = new ContainerLogs(engine, node.name());
        awaitConsole();
    }

    /** The engine takes what a process prints a moment later than the process goes on. */
    private void awaitConsole() throws Exception {
        long deadlineNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!shown().contains(ALL.getFirst())) {
            assertThat(System.nanoTime() - deadlineNanos)
                    .as("the console is empty")
                    .isNegative();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    @AfterEach
    void remove() {
        if (node != null) {
            node.close();
        }
    }

    @Test
    void areThereWhileTheNodeRunsAndWhileItIsPausedAndWhenItIsDead(Engine engine) throws Exception {
        assertThat(shown()).isEqualTo(ALL);
        engine.client().pauseContainerCmd(node.id()).exec();
        assertThat(shown()).isEqualTo(ALL);
        assertThat(new String(logs.mainFrom(0), UTF_8)).isEqualTo("one\n");
        engine.client().unpauseContainerCmd(node.id()).exec();
        node.kill();
        assertThat(shown()).isEqualTo(ALL);
        assertThat(new String(logs.mainFrom(2), UTF_8)).isEqualTo("e\n");
    }

    @Test
    void goOnFromAPosition() throws Exception {
        assertThat(logs.mainFrom(4)).isEmpty();
        node.exec("sh", "-c", "echo more >> /node/logs/server.log");
        assertThat(new String(logs.mainFrom(4), UTF_8)).isEqualTo("more\n");
    }

    @Test
    void areEmptyOfANodeThatHasNotBegunItsMainLog() throws Exception {
        node.exec("rm", "/node/logs/server.log");
        assertThat(logs.mainFrom(0)).isEmpty();
    }

    @Test
    void areGoneWithTheContainer(Engine engine) throws Exception {
        ContainerLogs gone = new ContainerLogs(engine, "ordeal-no-such-container");
        assertThatThrownBy(() -> gone.visit((_, _) -> {}))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ordeal-no-such-container");
        assertThatThrownBy(() -> gone.mainFrom(0)).isInstanceOf(ClusterException.class);
    }

    private List<String> shown() throws Exception {
        List<String> shown = new ArrayList<>();
        logs.visit((name, content) -> shown.add(name + ": " + new String(content.readAllBytes(), UTF_8)));
        return shown;
    }
}
