package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HealthCheck;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.JavaCommand;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.harness.system.Launch;
import ordeal.nemesis.port.Node;

/**
 * The containers in which the nodes themselves run: as a user without privileges, on a root file system that cannot be written to, with
 * limits, in the network namespace of their holder. A container lives through all starts of its node.
 */
final class NodeContainers {
    /** What a node's folder is in its container. */
    static final String FOLDER = "/node";

    /** Where a broker's log directory is mounted. */
    static final String DATA = FOLDER + "/data";

    private static final long MIB = 1L << 20;
    private static final int MEMORY_BESIDE_HEAP_MIB = 384;
    private static final int MAX_PROCESSES = 1000;
    private static final long NANOS_PER_PROCESSOR = 1_000_000_000L;
    private static final long HEALTH_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Engine engine;
    private final RunLabels labels;
    private final Map<Node, String> ids = new HashMap<>();

    /** None yet. */
    NodeContainers(Engine engine, RunLabels labels) {
        this.engine = engine;
        this.labels = labels;
    }

    /**
     * What a node's container is made of.
     *
     * @param launch what it runs, in {@link #FOLDER}
     * @param binds its volumes, beside that of its folder
     * @param environment its environment
     */
    record Content(Launch launch, List<Bind> binds, Map<String, String> environment) {}

    /** Makes a node's container, on the volumes that it had before if it had one. */
    void create(Node node, ClusterPlan plan, NodeImage image, String holder, String address, Content content) {
        JavaCommand java = new JavaCommand(image.java(), Runtime.version().feature(), plan.jvm(), image.classPath());
        engine.client()
                .createVolumeCmd()
                .withName(folderVolume(node))
                .withLabels(labels.all(node))
                .exec();
        List<Bind> binds = new ArrayList<>(content.binds());
        binds.add(new Bind(folderVolume(node), new Volume(FOLDER)));
        HostConfig config = HostConfig.newHostConfig()
                .withNetworkMode("container:" + holder)
                .withBinds(binds)
                .withTmpFs(Map.of("/tmp", "rw,exec,size=64m"))
                .withReadonlyRootfs(true)
                .withCapDrop(Capability.ALL)
                .withSecurityOpts(List.of("no-new-privileges"))
                .withMemory((plan.jvm().heapMb() + MEMORY_BESIDE_HEAP_MIB) * MIB)
                .withNanoCPUs(engine.processors() * NANOS_PER_PROCESSOR)
                .withPidsLimit((long) MAX_PROCESSES);
        CreateContainerCmd create = engine.client()
                .createContainerCmd(image.tag())
                .withName(name(node))
                .withLabels(labels.all(node))
                .withHostConfig(config)
                .withEnv(content.environment().entrySet().stream()
                        .map(variable -> variable.getKey() + "=" + variable.getValue())
                        .toList())
                .withHealthcheck(health(node, address))
                .withCmd(java.words(content.launch(), List.of()));
        ids.put(node, create.exec().getId());
    }

    /** Healthy is a node that takes connections. */
    private static HealthCheck health(Node node, String address) {
        String connect = "exec 3<>/dev/tcp/%s/%d".formatted(address, NodePorts.published(node));
        return new HealthCheck()
                .withTest(List.of("CMD", "bash", "-c", connect))
                .withInterval(HEALTH_INTERVAL_NANOS)
                .withTimeout(HEALTH_INTERVAL_NANOS / 2)
                .withRetries(3);
    }

    /** Writes a node's configuration and starts it. */
    NodeContainer start(Node node, Launch launch) {
        Map<String, byte[]> files = new TreeMap<>();
        launch.files().forEach((name, text) -> files.put(name, text.getBytes(StandardCharsets.UTF_8)));
        engine.putFiles(id(node), FOLDER, files, NodeImage.USER_ID);
        return NodeContainer.start(engine, id(node), name(node));
    }

    /** Removes a node's container, if it has one; its volumes stay. */
    void remove(Node node) {
        String id = ids.remove(node);
        if (id != null) {
            engine.client().removeContainerCmd(id).withForce(true).exec();
        }
    }

    /** A node's container, as the engine knows it. */
    String id(Node node) {
        return Objects.requireNonNull(ids.get(node), () -> node + " has no container");
    }

    /** A node's container, as people know it. */
    String name(Node node) {
        return labels.name(node.name());
    }

    /** The volume of everything that a node keeps, beside a broker's log directory. */
    String folderVolume(Node node) {
        return labels.name(node.name() + "-folder");
    }
}
