package ordeal.harness.cluster.docker.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import ordeal.harness.cluster.ClusterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where no engine answers. */
class EngineConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void saysWhereItLookedAndWhatToDo() throws IOException {
        String host = "tcp://127.0.0.1:" + closedPort();
        assertThatThrownBy(() -> Engine.connectTo(host))
                .isInstanceOf(ClusterException.class)
                .hasMessageMatching("No Docker engine answers at " + host
                        + " \\(.*refused.*\\): start one there, .* DOCKER_HOST .*\\.");
    }

    @Test
    void saysSoOfASocketThatIsNotThere() {
        String host = "unix://" + folder.resolve("none.sock");
        assertThatThrownBy(() -> Engine.connectTo(host))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("No Docker engine answers at " + host);
    }

    @Test
    void saysWhichWaysOfSpeakingItKnows() {
        assertThatThrownBy(() -> Engine.connectTo("ssh://127.0.0.1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ssh://127.0.0.1")
                .hasMessageContaining("unix:// or tcp://");
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
