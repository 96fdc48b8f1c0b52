package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.IndexPadding;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;
import ordeal.nemesis.port.Node;

/** Brings a dead node's data, logs and journal out of its container's volumes into the evidence folder, through the engine. */
record DockerEvidence(Engine engine, NodeContainers containers) {
    private static final String ZOOKEEPER_DATA = "version-2";

    /** What became of a node's evidence; nothing is thrown, so that one node's loss is not all the others'. */
    NodeEvidence collect(Node node, Path to) throws InterruptedException {
        String container = containers.id(node);
        try {
            Files.createDirectories(to);
            new ContainerLogs(engine, container).copyTo(to);
            if (!node.isBroker()) {
                engine.getFolder(container, NodeContainers.FOLDER + "/" + ZOOKEEPER_DATA, to.resolve(ZOOKEEPER_DATA));
                return new NodeEvidence(true, "");
            }
            if (hasFolder(container, NodeContainers.FOLDER + "/journal")) {
                engine.getFolder(container, NodeContainers.FOLDER + "/journal", to.resolve("journal"));
            }
            engine.getFolder(container, NodeContainers.DATA, to.resolve("data"));
            IndexPadding.cutBelow(to.resolve("data"));
            return new NodeEvidence(true, "");
        } catch (IOException | UncheckedIOException | EngineException | DockerException e) {
            return new NodeEvidence(false, "the evidence of " + node + " could not be collected: " + e.getMessage());
        }
    }

    /** Not every system keeps a journal. */
    private boolean hasFolder(String container, String path) {
        try {
            engine.client().copyArchiveFromContainerCmd(container, path).exec().close();
            return true;
        } catch (NotFoundException _) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
