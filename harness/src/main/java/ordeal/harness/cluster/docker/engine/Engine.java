package ordeal.harness.cluster.docker.engine;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.core.DefaultDockerClientConfig;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.harness.cluster.ClusterException;

/**
 * A Docker engine. Everything goes through its API, so it may run on another machine. May be used from any thread; calls block
 * until the engine has answered.
 */
public final class Engine implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";

    private final EngineConnection connection;

    private Engine(EngineConnection connection) {
        this.connection = connection;
    }

    /**
     * The engine that Docker's own client would use: named by {@code DOCKER_HOST}, by the current context, or the local one.
     *
     * @throws ClusterException when none answers; the message says where it was looked for and what to do
     */
    public static Engine connect() throws ClusterException {
        return new Engine(EngineConnection.open(DefaultDockerClientConfig.createDefaultConfigBuilder()));
    }

    /** What speaks to it. Its failures are unchecked exceptions of the library. */
    public DockerClient client() {
        return connection.client();
    }

    /** Its version, such as {@code 20.10.24}. */
    public String version() {
        return connection.version().getVersion();
    }

    /** What its containers run on, in the engine's words, such as {@code amd64}. */
    public String architecture() {
        return connection.version().getArch();
    }

    /** How many processors its containers can use. */
    public int processors() {
        Integer processors = client().infoCmd().exec().getNCPU();
        return processors == null ? 1 : processors;
    }

    /** The machine at which ports that it publishes are found, from here. */
    public String machine() {
        String host = connection.host().getHost();
        return host == null || host.equals("localhost") ? LOOPBACK : host;
    }

    /** The address on which it should publish ports: no other machine can reach them, unless the engine runs on one. */
    public String publishedOn() {
        return machine().startsWith("127.") ? LOOPBACK : "0.0.0.0";
    }

    /**
     * Runs a command in a running container, as the container's user, and waits for its end.
     *
     * @param containerId id or name
     * @param stdin what the command reads before the end of its input; at most 120 KiB. Needs a shell in the container unless empty
     * @throws EngineException when the engine could not run it; not when its exit code is other than 0
     */
    public ExecResult exec(String containerId, String stdin, List<String> command) throws InterruptedException {
        return new ContainerExec(client(), containerId).run(stdin, command);
    }

    /**
     * Writes files into a container, running or not, with mode 0644 and one owner; what is there under the same name is replaced.
     *
     * @param containerId id or name
     * @param folder an existing folder in the container. It cannot lie on a tmpfs, and must lie in a volume when the root file
     *     system is read-only: the engine refuses otherwise
     * @param files by name; a name may have folders in it, which are made with mode 0755
     * @param uid the owner and the group
     * @throws EngineException when the engine could not do it
     */
    public void putFiles(String containerId, String folder, Map<String, byte[]> files, int uid) {
        try {
            client().copyArchiveToContainerCmd(containerId)
                    .withRemotePath(folder)
                    .withTarInputStream(new ByteArrayInputStream(FilesArchive.of(files, uid)))
                    .exec();
        } catch (RuntimeException e) {
            throw new EngineException(
                    "%s could not be written to %s of container %s"
                            .formatted(files.keySet(), folder, containerName(containerId)),
                    e);
        }
    }

    /**
     * Brings what a folder of a container holds, the container running or not, into a folder of this machine.
     *
     * @param containerId id or name
     * @param path the folder in the container; not on a tmpfs
     * @param target made when missing; must not hold any of the files yet
     * @throws EngineException when there is no such folder, when it holds anything but files and folders, or when a name in it would lead
     *     out of the target
     */
    public void getFolder(String containerId, String path, Path target) {
        try (InputStream archive =
                client().copyArchiveFromContainerCmd(containerId, path).exec()) {
            FolderArchive.unpack(archive, target);
        } catch (IOException | RuntimeException e) {
            throw new EngineException(
                    "%s of container %s could not be read".formatted(path, containerName(containerId)), e);
        }
    }

    /** Lets go of the connections. Containers go on. */
    @Override
    public void close() {
        try {
            client().close();
        } catch (IOException e) {
            throw new EngineException("the connection to the engine could not be closed", e);
        }
    }

    private String containerName(String containerId) {
        return ContainerExec.nameOf(client(), containerId);
    }
}
