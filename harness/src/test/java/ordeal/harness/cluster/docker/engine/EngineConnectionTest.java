package ordeal.harness.cluster.docker.engine;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.dockerjava.core.DefaultDockerClientConfig;
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
        assertThatThrownBy(() -> connectTo(host))
                .isInstanceOf(ClusterException.class)
                .hasMessageMatching("No Docker engine answers at " + host
                        + " \\(.*refused.*\\): start one there, .* DOCKER_HOST .*\\.");
    }

    @Test
    void saysSoOfASocketThatIsNotThere() {
        String host = "unix://" + folder.resolve("none.sock");
        assertThatThrownBy(() -> connectTo(host))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("No Docker engine answers at " + host);
    }

    @Test
    void saysWhichWaysOfSpeakingItKnows() {
        assertThatThrownBy(() -> connectTo("ssh://127.0.0.1"))
                .isInstanceOf(ClusterException.class)
                .hasMessageContaining("ssh://127.0.0.1")
                .hasMessageContaining("unix:// or tcp://");
    }

    /** Goes to an engine at this address, whatever the environment names. */
    private static EngineConnection connectTo(String host) throws ClusterException {
        return EngineConnection.open(
                DefaultDockerClientConfig.createDefaultConfigBuilder().withDockerHost(host));
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
