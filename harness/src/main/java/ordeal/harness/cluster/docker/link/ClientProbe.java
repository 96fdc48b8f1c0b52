package ordeal.harness.cluster.docker.link;

import ordeal.nemesis.port.Node;

/** Dials a broker as a client does, from outside the cluster, to make packets where there are none. */
@FunctionalInterface
public interface ClientProbe {
    /** Connects, sends a request, waits a moment for an answer and closes; none of it has to succeed. */
    void dial(Node broker, byte[] request) throws InterruptedException;
}
