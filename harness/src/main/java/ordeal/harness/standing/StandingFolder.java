package ordeal.harness.standing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.commons.io.file.PathUtils;

/**
 * The folder of one standing cluster.
 *
 * @param path its own; it need not be there
 */
public record StandingFolder(Path path) {
    /** What the background harness prints. */
    public Path harnessLog() {
        return path.resolve("harness.log");
    }

    /** What the deployment keeps on this machine while the cluster is up. */
    public Path nodes() {
        return path.resolve("nodes");
    }

    /** Where logs and data of every node lie once the cluster has been taken down. */
    public Path collected() {
        return path.resolve("collected");
    }

    /** Removes what an earlier cluster of this folder has left in it. */
    public void clean() throws IOException {
        for (Path folder : new Path[] {nodes(), collected()}) {
            if (Files.isDirectory(folder)) {
                PathUtils.deleteDirectory(folder);
            }
        }
    }
}
