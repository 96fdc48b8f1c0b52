package ordeal.nemesis.port;

/**
 * One byte direction of all connections that one party dials to a server. What A dials to B carries A's requests and A's own fetches; what
 * B dials to A is another link.
 *
 * @param dialler a node's name, or {@link #CLIENTS}
 * @param server the name of the node that is dialled
 * @param direction which way the bytes go
 */
public record Link(String dialler, String server, Direction direction) implements Comparable<Link> {
    /** The dialler that stands for all clients of the cluster. */
    public static final String CLIENTS = "clients";

    @Override
    public int compareTo(Link other) {
        int byDialler = dialler.compareTo(other.dialler);
        int byServer = byDialler != 0 ? byDialler : server.compareTo(other.server);
        return byServer != 0 ? byServer : direction.compareTo(other.direction);
    }

    /** Such as {@code broker-2 -> broker-1} for requests, {@code broker-2 <- broker-1} for answers. */
    @Override
    public String toString() {
        return dialler + (direction == Direction.REQUEST ? " -> " : " <- ") + server;
    }
}
