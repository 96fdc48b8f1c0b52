package ordeal.nemesis.port;

import java.util.Comparator;

/**
 * A node of the cluster.
 *
 * @param role what it is
 * @param id the broker's id, or the ZooKeeper server's
 */
public record Node(Role role, int id) implements Comparable<Node> {
    private static final Comparator<Node> ORDER =
            Comparator.comparing(Node::role).thenComparingInt(Node::id);

    /** The broker of this id. */
    public static Node broker(int id) {
        return new Node(Role.BROKER, id);
    }

    /** The ZooKeeper server of this id. */
    public static Node zookeeper(int id) {
        return new Node(Role.ZOOKEEPER, id);
    }

    /**
     * Reads a node's name.
     *
     * @throws IllegalArgumentException when it is not a role and a number, such as {@code broker-1}
     */
    public static Node parse(String name) {
        for (Role role : Role.values()) {
            String prefix = role.prefix() + "-";
            if (name.startsWith(prefix) && name.substring(prefix.length()).matches("\\d{1,9}")) {
                return new Node(role, Integer.parseInt(name.substring(prefix.length())));
            }
        }
        throw new IllegalArgumentException("not a node's name: '%s' (such as broker-1 or zookeeper-1)".formatted(name));
    }

    /** The name by which peers know it, such as {@code broker-1}. */
    public String name() {
        return role.prefix() + "-" + id;
    }

    /** Whether it is a broker. */
    public boolean isBroker() {
        return role == Role.BROKER;
    }

    @Override
    public int compareTo(Node other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return name();
    }
}
