package ordeal.harness.cluster.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Collection;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan.Network;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * The loopback addresses of one cluster, {@code 127.S.x.y}: S is the cluster's subnet, y says who is dialled, and x who dials.
 *
 * <ul>
 *   <li>x = 254: the address that y itself binds
 *   <li>x = 0: where clients find y
 *   <li>otherwise: where node x finds node y
 * </ul>
 *
 * <p>A subnet is claimed by binding a socket in it, so two clusters on one machine never meet.
 */
final class LocalAddresses implements AutoCloseable {
    private static final int FIRST_SUBNET = 60;
    private static final int LAST_SUBNET = 250;
    private static final int CLAIM_HOST = 253;
    private static final int CLAIM_PORT = 9999;
    private static final int OWN = 254;
    private static final int CLIENTS = 0;
    private static final int ZOOKEEPER_OFFSET = 100;

    private final Network network;
    private final int subnet;
    private final ServerSocket claim;

    private LocalAddresses(Network network, int subnet, ServerSocket claim) {
        this.network = network;
        this.subnet = subnet;
        this.claim = claim;
    }

    /**
     * Claims the first subnet that nobody has.
     *
     * @param network whether a node is found at the mesh's entrance or at the address that it binds
     */
    static LocalAddresses claim(Network network) throws ClusterException {
        for (int subnet = FIRST_SUBNET; subnet <= LAST_SUBNET; subnet++) {
            try {
                ServerSocket socket = new ServerSocket();
                try {
                    socket.bind(new InetSocketAddress(address(subnet, CLAIM_HOST, CLAIM_HOST), CLAIM_PORT));
                    return new LocalAddresses(network, subnet, socket);
                } catch (IOException _) {
                    socket.close();
                }
            } catch (IOException _) {
                // Another cluster's; the next one may be free.
            }
        }
        throw new ClusterException(
                "No loopback subnet from 127.%d to 127.%d is free. Does './ordeal cluster status' show clusters that can go down?"
                        .formatted(FIRST_SUBNET, LAST_SUBNET));
    }

    /** The address that a node binds. */
    InetAddress own(Node node) {
        return address(subnet, OWN, number(node));
    }

    /** The address at which a dialler finds a node: a name of a node, or {@link Link#CLIENTS}. */
    InetAddress entrance(String dialler, Node server) {
        return switch (network) {
            case MESH -> {
                int from = dialler.equals(Link.CLIENTS) ? CLIENTS : number(Node.parse(dialler));
                yield address(subnet, from, number(server));
            }
            case DIRECT -> own(server);
        };
    }

    /** The hosts file of a node: every node by the address at which this node finds it, itself by its own. */
    String hostsFileOf(Node node, Collection<Node> nodes) {
        StringBuilder hosts = new StringBuilder("127.0.0.1 localhost\n");
        hosts.append("127.0.0.1 ").append(machineName()).append('\n');
        for (Node other : nodes) {
            InetAddress address = other.equals(node) ? own(node) : entrance(node.name(), other);
            hosts.append(address.getHostAddress())
                    .append(' ')
                    .append(other.name())
                    .append('\n');
        }
        return hosts.toString();
    }

    @Override
    public void close() throws IOException {
        claim.close();
    }

    private static int number(Node node) {
        return node.isBroker() ? node.id() : ZOOKEEPER_OFFSET + node.id();
    }

    private static String machineName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException _) {
            return "this-machine";
        }
    }

    private static InetAddress address(int subnet, int third, int fourth) {
        try {
            return InetAddress.getByAddress(new byte[] {127, (byte) subnet, (byte) third, (byte) fourth});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }
}
