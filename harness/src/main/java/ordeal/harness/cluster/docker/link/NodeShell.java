package ordeal.harness.cluster.docker.link;

import java.util.List;
import ordeal.nemesis.port.Node;

/** Runs commands in the network namespace of a node, outside the node's own container. */
@FunctionalInterface
public interface NodeShell {
    /**
     * Runs a command to its end.
     *
     * @param stdin given to it, then closed; text
     * @return what it wrote to standard output
     * @throws ordeal.nemesis.port.InjectionException when its exit code is not 0, with what it wrote
     */
    String run(Node node, String stdin, List<String> command) throws InterruptedException;
}
