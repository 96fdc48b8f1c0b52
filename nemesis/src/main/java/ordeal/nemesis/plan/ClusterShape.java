package ordeal.nemesis.plan;

/**
 * What a random plan needs to know of a cluster.
 *
 * @param brokers how many brokers, at least 1
 * @param zookeepers how many ZooKeeper servers, at least 1
 */
public record ClusterShape(int brokers, int zookeepers) {
    public ClusterShape {
        if (brokers < 1 || zookeepers < 1) {
            throw new IllegalArgumentException("a cluster has a broker and a ZooKeeper server at least");
        }
    }
}
