package ordeal.harness.cluster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.cluster.IndexPadding;
import ordeal.nemesis.port.Node;

/** Brings a dead node's data, logs and journal from where it lived into the evidence folder. Everything is moved within one file system. */
final class LocalEvidence {
    private static final String ZOOKEEPER_DATA = "version-2";

    private LocalEvidence() {}

    static NodeEvidence collect(Node node, NodeFolder from, Path to) {
        try {
            Files.createDirectories(to);
            move(from.logs(), to.resolve("logs"));
            move(from.console(), to.resolve("console.log"));
            move(from.journal(), to.resolve("journal"));
            Path data = node.isBroker() ? from.data() : from.path().resolve(ZOOKEEPER_DATA);
            if (!Files.isDirectory(data)) {
                return new NodeEvidence(false, node + " left no data");
            }
            IndexPadding.cutBelow(data);
            move(data, to.resolve(node.isBroker() ? "data" : ZOOKEEPER_DATA));
            return new NodeEvidence(true, "");
        } catch (IOException e) {
            return new NodeEvidence(false, "the evidence of " + node + " could not be collected: " + e);
        }
    }

    private static void move(Path from, Path to) throws IOException {
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }
}
