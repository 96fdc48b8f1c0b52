package ordeal.harness.cluster;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import ordeal.checker.run.Collection.NodeEvidence;
import ordeal.harness.observe.ZooKeeperView;
import ordeal.nemesis.port.ClusterControl;
import ordeal.nemesis.port.Node;

/** A running cluster of one system under test. Closing it ends every process of it. */
public interface Cluster extends AutoCloseable {
    /** The brokers' client addresses, as clients want them: {@code host:port,host:port}. */
    String bootstrapServers();

    /** Where ZooKeeper answers the harness itself, past every injected fault of the network; without chroot. */
    String zookeeperConnect();

    /** The path below which the brokers keep their nodes; empty for the root. */
    String chroot();

    /** Every node, brokers first. */
    List<Node> nodes();

    /** Where each node lives, in the words of the deployment: a folder, or a container's name. {@link Deployment#logs} takes them. */
    Map<Node, String> places();

    /** What ZooKeeper shows of it, and the session with which the harness looks and operates. */
    ZooKeeperView view();

    /** What the nemesis may do to it. */
    ClusterControl control();

    /** Starts every node, in parallel, and waits until all brokers are registered and a controller is elected. */
    void start(Duration timeout) throws ClusterException, InterruptedException;

    /**
     * Kills every node and brings its data and logs into a folder, one folder for each node. Nothing is brought of a node that
     * does not end: what it writes may still change.
     *
     * @return what became of each node's evidence
     */
    Map<Node, NodeEvidence> collect(Path folder) throws InterruptedException;

    /** Nodes that ended without having been asked to, in words; empty when there are none. */
    List<String> unexpectedDeaths();

    @Override
    void close();
}
