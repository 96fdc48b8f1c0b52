package ordeal.harness.cluster.docker;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.InstalledJava;
import ordeal.harness.cluster.NodeLogs;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.image.NodeImage;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/** Clusters of containers of a Docker engine. */
public final class DockerDeployment implements Deployment, AutoCloseable {
    private final Engine engine;
    private final String baseImage;
    private final Consumer<String> progress;
    private final KernelCapabilities capabilities;

    private DockerDeployment(Engine engine, String baseImage, Consumer<String> progress) {
        this.engine = engine;
        this.baseImage = baseImage;
        this.progress = progress;
        this.capabilities = new KernelCapabilities(engine, baseImage, progress);
    }

    /**
     * On the engine that Docker's own client would use.
     *
     * @param baseImage what the nodes' image is made from, of the Debian family
     * @param progress told in short sentences what is being made
     * @throws ClusterException when no engine answers
     */
    public static DockerDeployment connect(String baseImage, Consumer<String> progress) throws ClusterException {
        return new DockerDeployment(Engine.connect(), baseImage, progress);
    }

    @Override
    public String name() {
        return "docker";
    }

    @Override
    public Availability availability(Capability capability) {
        return capabilities.availability(capability);
    }

    @Override
    public List<String> endLeftovers(Path results) {
        return new Leftovers(engine).removeOfDeadHarnesses();
    }

    @Override
    public void prepare(ClusterPlan plan, List<Path> jars) throws ClusterException {
        NodeImage _ = image(plan, jars);
    }

    @Override
    public NodeLogs logs(String place) {
        return new ContainerLogs(engine, place);
    }

    @Override
    public Cluster create(ClusterPlan plan, List<Path> jars, Path nodesFolder, long flushIntervalMessages)
            throws ClusterException {
        return DockerCluster.create(
                plan, engine, image(plan, jars), RunLabels.of(nodesFolder), capabilities::availability);
    }

    private NodeImage image(ClusterPlan plan, List<Path> jars) throws ClusterException {
        return NodeImage.ensure(engine, InstalledJava.forSystem(plan.system()), jars, baseImage, progress);
    }

    @Override
    public void close() {
        engine.close();
    }
}
