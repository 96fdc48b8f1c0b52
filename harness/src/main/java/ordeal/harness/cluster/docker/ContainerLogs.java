package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Frame;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.FolderLogs;
import ordeal.harness.cluster.NodeLogs;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.io.file.PathUtils;

/**
 * A node's logs in its container. Nothing is run in the container: the engine gives what the node printed, and its log files as archives,
 * whether the container runs, is paused or is dead.
 *
 * @param container the container's id or name
 */
record ContainerLogs(Engine engine, String container) implements NodeLogs {
    private static final String FOLDER = NodeContainers.FOLDER + "/logs";

    @Override
    public void visit(Visitor visitor) throws ClusterException, IOException, InterruptedException {
        Path copy = Files.createTempDirectory("ordeal-logs-");
        try {
            copyTo(copy);
            new FolderLogs(copy).visit(visitor);
        } catch (NotFoundException e) {
            throw gone(e);
        } finally {
            PathUtils.deleteDirectory(copy);
        }
    }

    @Override
    public byte[] mainFrom(long position) throws ClusterException, IOException {
        try (InputStream archive = archive(FOLDER + "/" + MAIN);
                TarArchiveInputStream tar = new TarArchiveInputStream(archive, StandardCharsets.UTF_8.name())) {
            TarArchiveEntry entry = tar.getNextEntry();
            if (entry == null || !entry.isFile()) {
                throw new IOException(MAIN + " of container " + container + " is no file");
            }
            tar.skipNBytes(Math.min(position, entry.getSize()));
            return tar.readAllBytes();
        } catch (NotFoundException e) {
            if (isThere()) {
                return new byte[0]; // The node has not begun its log.
            }
            throw gone(e);
        }
    }

    /**
     * Copies all logs into a folder of this machine, as {@link FolderLogs} wants them.
     *
     * @throws EngineException when the engine could not give them
     */
    void copyTo(Path folder) throws IOException, InterruptedException {
        console(folder.resolve(CONSOLE));
        engine.getFolder(container, FOLDER, folder.resolve("logs"));
    }

    private InputStream archive(String path) {
        return new BufferedInputStream(
                engine.client().copyArchiveFromContainerCmd(container, path).exec());
    }

    private boolean isThere() {
        try {
            engine.client().inspectContainerCmd(container).exec();
            return true;
        } catch (NotFoundException _) {
            return false;
        }
    }

    private ClusterException gone(NotFoundException cause) {
        return new ClusterException("The node's container is gone: " + container, cause);
    }

    private void console(Path file) throws IOException, InterruptedException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
                ConsoleCopy copy = new ConsoleCopy(out)) {
            engine.client()
                    .logContainerCmd(container)
                    .withStdOut(true)
                    .withStdErr(true)
                    .exec(copy)
                    .awaitCompletion();
        }
    }

    /** Writes what a container printed, as it comes. */
    private static final class ConsoleCopy extends ResultCallback.Adapter<Frame> {
        private final OutputStream out;

        ConsoleCopy(OutputStream out) {
            this.out = out;
        }

        @Override
        public void onNext(Frame frame) {
            try {
                out.write(frame.getPayload());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
