package ordeal.harness.cluster.docker;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.model.Network.Ipam;
import java.util.ArrayList;
import java.util.List;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.docker.engine.Causes;
import ordeal.harness.cluster.docker.engine.Engine;
import ordeal.nemesis.port.Node;

/**
 * A cluster's own network, on which every node has a fixed address.
 *
 * @param name its name in the engine
 * @param prefix what its addresses begin with, such as {@code 10.214.7.}
 */
record BridgeNetwork(String name, String prefix) {
    private static final String POOL = "10.214.";
    private static final int SUBNETS = 256;
    private static final int FIRST_BROKER = 10;
    private static final int FIRST_ZOOKEEPER = 100;

    /**
     * Makes one on a subnet that nothing else has.
     *
     * @throws ClusterException when the engine has none to give; the message has its words
     */
    static BridgeNetwork create(Engine engine, RunLabels labels) throws ClusterException {
        String name = labels.name("network");
        List<String> refusals = new ArrayList<>();
        for (int attempt = 0; attempt < SUBNETS; attempt++) {
            int subnet = (int) ((labels.harness().pid() + attempt) % SUBNETS);
            String prefix = POOL + subnet + ".";
            try {
                engine.client()
                        .createNetworkCmd()
                        .withName(name)
                        .withDriver("bridge")
                        .withLabels(labels.all())
                        .withIpam(new Ipam()
                                .withConfig(new Ipam.Config()
                                        .withSubnet(prefix + "0/24")
                                        .withGateway(prefix + "1")))
                        .exec();
                return new BridgeNetwork(name, prefix);
            } catch (DockerException e) {
                refusals.add(Causes.of(e)); // Mostly that somebody has this subnet.
            }
        }
        throw new ClusterException("The engine makes no network on any subnet of " + POOL + "0.0/16: "
                + refusals.getLast() + ". 'docker network ls' shows who has them.");
    }

    /** A node's address. */
    String address(Node node) {
        int first = switch (node.role()) {
            case BROKER -> FIRST_BROKER;
            case ZOOKEEPER -> FIRST_ZOOKEEPER;
        };
        return prefix + (first + node.id());
    }
}
