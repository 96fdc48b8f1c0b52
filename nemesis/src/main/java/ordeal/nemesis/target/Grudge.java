package ordeal.nemesis.target;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import ordeal.nemesis.port.Direction;
import ordeal.nemesis.port.Link;
import ordeal.nemesis.port.Node;

/**
 * Who must not hear whom, as a set of links (Jepsen's word). Brokers dial brokers and ZooKeeper, ZooKeeper servers dial each other, clients
 * dial brokers; nobody else dials.
 */
public final class Grudge {
    private Grudge() {}

    /** All bytes between the two sides, both ways. */
    public static Set<Link> between(Collection<Node> one, Collection<Node> other) {
        Set<Link> links = oneWay(one, other);
        links.addAll(oneWay(other, one));
        return links;
    }

    /** The bytes that the first side sends to the second, whoever dialled. */
    public static Set<Link> oneWay(Collection<Node> from, Collection<Node> to) {
        Set<Link> links = new TreeSet<>();
        for (Node sender : from) {
            for (Node receiver : to) {
                if (dials(sender, receiver)) {
                    links.add(new Link(sender.name(), receiver.name(), Direction.REQUEST));
                }
                if (dials(receiver, sender)) {
                    links.add(new Link(receiver.name(), sender.name(), Direction.ANSWER));
                }
            }
        }
        return links;
    }

    /** One byte direction of what the diallers dial to the servers. */
    public static Set<Link> dialled(Collection<Node> diallers, Collection<Node> servers, Direction direction) {
        Set<Link> links = new TreeSet<>();
        for (Node dialler : diallers) {
            for (Node server : servers) {
                if (dials(dialler, server)) {
                    links.add(new Link(dialler.name(), server.name(), direction));
                }
            }
        }
        return links;
    }

    /** These directions of what clients dial to the brokers among these nodes. */
    public static Set<Link> clients(Collection<Node> nodes, Direction... directions) {
        Set<Link> links = new TreeSet<>();
        for (Node node : nodes) {
            for (Direction direction : directions) {
                if (node.isBroker()) {
                    links.add(new Link(Link.CLIENTS, node.name(), direction));
                }
            }
        }
        return links;
    }

    /**
     * Two halves that hear each other only through one node that hears both: the middle of the list.
     *
     * @param circle at least three nodes
     */
    public static Set<Link> bridge(List<Node> circle) {
        int middle = circle.size() / 2;
        return between(circle.subList(0, middle), circle.subList(middle + 1, circle.size()));
    }

    /**
     * Every node hears a majority, and no two the same one: in a circle each hears its nearest neighbours only.
     *
     * @param circle at least four nodes; with three, hearing a majority means hearing all or nobody
     */
    public static Set<Link> majorityRing(List<Node> circle) {
        int size = circle.size();
        int reach = ringReach(size);
        Set<Link> links = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            List<Node> deafTo = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                int distance = Math.min(Math.floorMod(i - j, size), Math.floorMod(j - i, size));
                if (distance > reach) {
                    deafTo.add(circle.get(j));
                }
            }
            links.addAll(between(List.of(circle.get(i)), deafTo));
        }
        return links;
    }

    /** How many nodes each node of such a ring cannot hear. */
    public static int ringDeafTo(int size) {
        return size - 1 - 2 * ringReach(size);
    }

    private static int ringReach(int size) {
        int majority = size / 2 + 1;
        return majority / 2;
    }

    private static boolean dials(Node dialler, Node server) {
        return !dialler.equals(server) && (dialler.isBroker() || !server.isBroker());
    }
}
