package ordeal.harness.cluster.docker.link;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * By what the packets of a link are told apart in the network namespace of the link's server: who dialled is the address of the other
 * end, what was dialled is the server's own port. The server's own port tells as well that it was dialled and did not dial, because no
 * node dials from a port that it listens on.
 *
 * @param direction requests come in, answers go out
 * @param address the dialler's IPv4 address; empty for clients, who come from anywhere
 * @param ports the server's own ports, at least one
 */
record LinkPath(Direction direction, Optional<String> address, List<Integer> ports) {
    private static final int PEER_PORT = 9092;
    private static final int CLIENT_PORT = 9093;
    private static final int ZOOKEEPER_PORT = 2181;
    private static final List<Integer> ZOOKEEPER_PEER_PORTS = List.of(2888, 3888);

    LinkPath {
        ports = List.copyOf(ports);
    }

    /**
     * The path of a link.
     *
     * @param addresses every node's IPv4 address
     * @throws IllegalArgumentException when nobody dials so, or an end has no address
     */
    static LinkPath of(Link link, Map<Node, String> addresses) {
        Node server = Node.parse(link.server());
        if (link.dialler().equals(Link.CLIENTS)) {
            if (!server.isBroker()) {
                throw new IllegalArgumentException(link + ": clients do not dial ZooKeeper");
            }
            return new LinkPath(link.direction(), Optional.empty(), List.of(CLIENT_PORT));
        }
        Node dialler = Node.parse(link.dialler());
        String address = addresses.get(dialler);
        if (address == null || !addresses.containsKey(server)) {
            throw new IllegalArgumentException(link + ": not a link between nodes of this cluster");
        }
        return new LinkPath(link.direction(), Optional.of(address), ports(link, dialler, server));
    }

    private static List<Integer> ports(Link link, Node dialler, Node server) {
        if (dialler.equals(server) || (server.isBroker() && !dialler.isBroker())) {
            throw new IllegalArgumentException(link + ": nobody dials so");
        }
        if (server.isBroker()) {
            return List.of(PEER_PORT);
        }
        return dialler.isBroker() ? List.of(ZOOKEEPER_PORT) : ZOOKEEPER_PEER_PORTS;
    }

    /** The other direction of the same connections. */
    LinkPath reverse() {
        Direction other = direction == Direction.REQUEST ? Direction.ANSWER : Direction.REQUEST;
        return new LinkPath(other, address, ports);
    }

    /** Matches its packets in a rule of nftables. What a node says to itself over its loopback device is no link. */
    String nft() {
        String port = ports.size() == 1
                ? ports.getFirst().toString()
                : ports.stream().map(Object::toString).collect(Collectors.joining(", ", "{ ", " }"));
        return switch (direction) {
            case REQUEST ->
                "iifname != \"lo\" " + address.map(it -> "ip saddr " + it + " ").orElse("") + "tcp dport " + port;
            case ANSWER ->
                "oifname != \"lo\" " + address.map(it -> "ip daddr " + it + " ").orElse("") + "tcp sport " + port;
        };
    }

    /** Matches its packets in filters of tc, one for each port. */
    List<String> u32() {
        String end = direction == Direction.REQUEST ? "src" : "dst";
        String port = direction == Direction.REQUEST ? "dport" : "sport";
        return ports.stream()
                .map(number -> "u32"
                        + address.map(it -> " match ip %s %s/32".formatted(end, it))
                                .orElse("")
                        + " match ip protocol 6 0xff match ip %s %d 0xffff".formatted(port, number))
                .toList();
    }

    /** Matches the server's sockets of its connections, as words of a filter of ss. Both directions have the same. */
    List<String> sockets() {
        String port =
                ports.stream().map(number -> "sport = :" + number).collect(Collectors.joining(" or ", "( ", " )"));
        return List.of((address.map(it -> "dst " + it + " ").orElse("") + port).split(" ", -1));
    }
}
