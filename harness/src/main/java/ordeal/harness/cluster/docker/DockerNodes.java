package ordeal.harness.cluster.docker;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.system.BrokerPlace;
import ordeal.harness.system.Launch;
import ordeal.harness.system.ZooKeeperPlace;
import ordeal.nemesis.port.Node;

/**
 * Where the nodes of a cluster of containers listen.
 *
 * @param network the network they are on
 * @param machine the machine at which published ports are found
 * @param publishedPort the port of that machine at which a node is found
 */
record DockerNodes(ClusterPlan plan, BridgeNetwork network, String machine, ToIntFunction<Node> publishedPort) {
    /** What a node runs, in its own folder. */
    Launch launch(Node node) {
        Launch launch = switch (node.role()) {
            case BROKER -> plan.system().broker(brokerPlace(node), plan.tuning());
            case ZOOKEEPER -> plan.system().zookeeper(zookeeperPlace(node), plan.tuning());
        };
        return launch.in(NodeContainers.FOLDER);
    }

    /** Every node's address on the network. */
    Map<Node, String> addresses() {
        Map<Node, String> addresses = new TreeMap<>();
        plan.nodes().forEach(node -> addresses.put(node, network.address(node)));
        return addresses;
    }

    /** Where clients find the brokers. */
    String bootstrapServers() {
        return plan.brokers().stream().map(id -> published(Node.broker(id))).collect(Collectors.joining(","));
    }

    /** Where the harness finds the ZooKeeper servers. */
    String zookeeperConnect() {
        return plan.zookeepers().stream()
                .map(id -> published(Node.zookeeper(id)))
                .collect(Collectors.joining(","));
    }

    /** Where a node is found from outside. */
    InetSocketAddress publishedAddress(Node node) {
        return new InetSocketAddress(machine, publishedPort.applyAsInt(node));
    }

    private String published(Node node) {
        return machine + ":" + publishedPort.applyAsInt(node);
    }

    private BrokerPlace brokerPlace(Node node) {
        String zookeepers = plan.zookeepers().stream()
                .map(id -> Node.zookeeper(id).name() + ":" + NodePorts.ZOOKEEPER)
                .collect(Collectors.joining(","));
        return new BrokerPlace(
                node.id(),
                network.address(node),
                node.name(),
                NodePorts.PEER,
                machine,
                NodePorts.CLIENT,
                publishedPort.applyAsInt(node),
                zookeepers + plan.chroot());
    }

    private ZooKeeperPlace zookeeperPlace(Node node) {
        return new ZooKeeperPlace(
                node.id(),
                network.address(node),
                NodePorts.ZOOKEEPER,
                NodePorts.QUORUM,
                NodePorts.ELECTION,
                plan.zookeepers().stream().map(id -> Node.zookeeper(id).name()).toList());
    }
}
