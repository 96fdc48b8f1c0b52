package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.harness.cluster.docker.engine.EngineException;
import ordeal.harness.cluster.docker.engine.ExecResult;
import ordeal.harness.cluster.docker.link.NodeShell;
import ordeal.nemesis.port.InjectionException;
import ordeal.nemesis.port.Node;

/**
 * For every node a small container that owns its network namespace, its address and its published port, and goes on when the node dies:
 * rules in the namespace survive a kill. Links are cut from here.
 */
final class Holders implements NodeShell {
    private static final long MEMORY_BYTES = 64L << 20;

    private final Engine engine;
    private final Map<Node, String> containers = new HashMap<>();
    private final Map<Node, Integer> publishedPorts = new HashMap<>();

    /** None yet. */
    Holders(Engine engine) {
        this.engine = engine;
    }

    /** Starts one for every node of a plan. */
    void start(ClusterPlan plan, String image, BridgeNetwork network, RunLabels labels) {
        String[] hosts = plan.nodes().stream()
                .map(node -> node.name() + ":" + network.address(node))
                .toArray(String[]::new);
        for (Node node : plan.nodes()) {
            ExposedPort port = ExposedPort.tcp(NodePorts.published(node));
            HostConfig config = HostConfig.newHostConfig()
                    .withNetworkMode(network.name())
                    .withExtraHosts(hosts)
                    .withPortBindings(new PortBinding(Ports.Binding.bindIp(engine.publishedOn()), port))
                    .withCapDrop(Capability.ALL)
                    .withCapAdd(Capability.NET_ADMIN)
                    .withMemory(MEMORY_BYTES)
                    .withReadonlyRootfs(true);
            String id = engine.client()
                    .createContainerCmd(image)
                    .withName(labels.name(node.name() + "-holder"))
                    .withHostName(node.name())
                    .withLabels(labels.all(node))
                    .withUser("0:0")
                    .withExposedPorts(port)
                    .withHostConfig(config)
                    .withIpv4Address(network.address(node))
                    .withCmd("sleep", "infinity")
                    .exec()
                    .getId();
            engine.client().startContainerCmd(id).exec();
            containers.put(node, id);
            publishedPorts.put(node, publishedPort(id, port));
        }
    }

    private int publishedPort(String id, ExposedPort port) {
        Ports ports = engine.client()
                .inspectContainerCmd(id)
                .exec()
                .getNetworkSettings()
                .getPorts();
        Ports.Binding[] bindings = ports.getBindings().get(port);
        if (bindings == null || bindings.length == 0) {
            throw new EngineException("the engine publishes no port for " + port + " of container " + id);
        }
        return Integer.parseInt(bindings[0].getHostPortSpec());
    }

    /** The container that owns a node's network namespace. */
    String container(Node node) {
        return Objects.requireNonNull(containers.get(node), () -> node + " has no holder");
    }

    /** The port of the engine's machine at which clients reach a node. */
    int publishedPort(Node node) {
        return Objects.requireNonNull(publishedPorts.get(node), () -> node + " has no holder");
    }

    @Override
    public String run(Node node, String stdin, List<String> command) throws InterruptedException {
        try {
            ExecResult result = engine.exec(container(node), stdin, command);
            if (result.exitCode() != 0) {
                throw new InjectionException("'%s' in the network of %s ended with %d: %s"
                        .formatted(
                                String.join(" ", command),
                                node,
                                result.exitCode(),
                                result.err().strip()));
            }
            return result.out();
        } catch (EngineException e) {
            throw new InjectionException(String.valueOf(e.getMessage()), e);
        }
    }
}
