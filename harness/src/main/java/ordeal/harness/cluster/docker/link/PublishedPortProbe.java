package ordeal.harness.cluster.docker.link;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Function;
import ordeal.nemesis.port.Node;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Dials brokers where clients find them.
 *
 * @param addresses where clients find a broker
 */
public record PublishedPortProbe(Function<Node, InetSocketAddress> addresses) implements ClientProbe {
    private static final Logger LOG = LoggerFactory.getLogger(PublishedPortProbe.class);
    private static final int PATIENCE_MS = 800;

    @Override
    public void dial(Node broker, byte[] request) {
        try (Socket socket = new Socket()) {
            socket.connect(addresses.apply(broker), PATIENCE_MS);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream().write(request);
            int first = socket.getInputStream().read();
            LOG.debug("a probe of {} was answered: {}", broker, first);
        } catch (IOException e) {
            // Most faults are there to bring this about; the kernel's counters say whether they did.
            LOG.debug("a probe of {} came to nothing: {}", broker, e.toString());
        }
    }
}
