package ordeal.harness.cluster.docker;

import ordeal.nemesis.port.Node;

/** The ports on which nodes listen, the same in every container. */
final class NodePorts {
    /** Brokers, for each other. */
    static final int PEER = 9092;
    /** Brokers, for clients. */
    static final int CLIENT = 9093;
    /** ZooKeeper servers, for brokers. */
    static final int ZOOKEEPER = 2181;
    /** ZooKeeper servers, for followers of their leader. */
    static final int QUORUM = 2888;
    /** ZooKeeper servers, for elections. */
    static final int ELECTION = 3888;

    private NodePorts() {}

    /** The one that is published: for clients of a broker, for the harness's own session with ZooKeeper. */
    static int published(Node node) {
        return switch (node.role()) {
            case BROKER -> CLIENT;
            case ZOOKEEPER -> ZOOKEEPER;
        };
    }
}
