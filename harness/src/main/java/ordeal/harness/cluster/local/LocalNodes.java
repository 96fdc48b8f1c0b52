package ordeal.harness.cluster.local;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.mesh.Mesh;
import ordeal.harness.system.BrokerPlace;
import ordeal.harness.system.Launch;
import ordeal.harness.system.ZooKeeperPlace;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/** Where the nodes of a local cluster live and listen, and the way through the mesh from each to each. */
final class LocalNodes {
    private static final int PEER_PORT = 9092;
    private static final int CLIENT_PORT = 9093;
    private static final int ZOOKEEPER_PORT = 2181;
    private static final int QUORUM_PORT = 2888;
    private static final int ELECTION_PORT = 3888;

    private final ClusterPlan plan;
    private final LocalAddresses addresses;
    private final Path root;

    /**
     * The nodes of a plan.
     *
     * @param root the folder in which each node gets a folder of its own
     */
    LocalNodes(ClusterPlan plan, LocalAddresses addresses, Path root) {
        this.plan = plan;
        this.addresses = addresses;
        this.root = root;
    }

    /** The folder in which each node has its own. */
    Path root() {
        return root;
    }

    NodeFolder folder(Node node) {
        return new NodeFolder(root.resolve(node.name()));
    }

    Launch launch(Node node) {
        return switch (node.role()) {
            case BROKER -> plan.system().broker(brokerPlace(node), plan.tuning());
            case ZOOKEEPER -> plan.system().zookeeper(zookeeperPlace(node), plan.tuning());
        };
    }

    String hostsFileOf(Node node) {
        return addresses.hostsFileOf(node, plan.nodes());
    }

    /** The clients' entrances, as clients want them. */
    String bootstrapServers() {
        return plan.brokers().stream()
                .map(id -> addresses.entrance(Link.CLIENTS, Node.broker(id)).getHostAddress() + ":" + CLIENT_PORT)
                .collect(Collectors.joining(","));
    }

    /** The addresses that the ZooKeeper servers themselves bind: past the mesh. */
    String zookeeperConnect() {
        return plan.zookeepers().stream()
                .map(id -> addresses.own(Node.zookeeper(id)).getHostAddress() + ":" + ZOOKEEPER_PORT)
                .collect(Collectors.joining(","));
    }

    InetSocketAddress zookeeperAddress(int id) {
        return new InetSocketAddress(addresses.own(Node.zookeeper(id)), ZOOKEEPER_PORT);
    }

    /** Opens an entrance for every pair that may ever talk. */
    void openEntrances(Mesh mesh) throws IOException {
        for (Node server : plan.nodes()) {
            if (server.isBroker()) {
                open(mesh, Link.CLIENTS, server, CLIENT_PORT);
            }
            for (Node dialler : plan.nodes()) {
                if (!dialler.equals(server)) {
                    for (int port : portsFor(dialler, server)) {
                        open(mesh, dialler.name(), server, port);
                    }
                }
            }
        }
    }

    private void open(Mesh mesh, String dialler, Node server, int port) throws IOException {
        mesh.open(
                dialler,
                server.name(),
                new InetSocketAddress(addresses.entrance(dialler, server), port),
                new InetSocketAddress(addresses.own(server), port));
    }

    private static List<Integer> portsFor(Node dialler, Node server) {
        return switch (server.role()) {
            case BROKER -> dialler.isBroker() ? List.of(PEER_PORT) : List.of();
            case ZOOKEEPER -> dialler.isBroker() ? List.of(ZOOKEEPER_PORT) : List.of(QUORUM_PORT, ELECTION_PORT);
        };
    }

    private BrokerPlace brokerPlace(Node node) {
        String zookeepers = plan.zookeepers().stream()
                .map(id -> Node.zookeeper(id).name() + ":" + ZOOKEEPER_PORT)
                .collect(Collectors.joining(","));
        return new BrokerPlace(
                node.id(),
                addresses.own(node).getHostAddress(),
                node.name(),
                PEER_PORT,
                addresses.entrance(Link.CLIENTS, node).getHostAddress(),
                CLIENT_PORT,
                CLIENT_PORT,
                zookeepers + plan.chroot());
    }

    private ZooKeeperPlace zookeeperPlace(Node node) {
        return new ZooKeeperPlace(
                node.id(),
                addresses.own(node).getHostAddress(),
                ZOOKEEPER_PORT,
                QUORUM_PORT,
                ELECTION_PORT,
                plan.zookeepers().stream().map(id -> Node.zookeeper(id).name()).toList());
    }
}
