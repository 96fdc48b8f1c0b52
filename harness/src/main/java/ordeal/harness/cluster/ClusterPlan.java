package ordeal.harness.cluster;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import ordeal.harness.system.ClusterTuning;
import ordeal.harness.system.SystemUnderTest;
import ordeal.nemesis.port.Node;

/**
 * What a deployment is asked to start.
 *
 * @param system the system under test
 * @param brokerCount brokers 1 to this
 * @param zookeeperCount ZooKeeper servers 1 to this: 1, or 3 for an ensemble
 * @param chroot the path below which the brokers keep their nodes
 * @param jvm what every node's Java is told
 * @param network how the nodes and their clients reach each other
 * @param controllerSettleMs how long a controller must have been in office before an operator moves it; 0 for no time at all
 * @param seed where the deployment's own randomness comes from
 */
public record ClusterPlan(
        SystemUnderTest system,
        int brokerCount,
        int zookeeperCount,
        String chroot,
        ClusterTuning tuning,
        NodeJvm jvm,
        Network network,
        int controllerSettleMs,
        long seed) {
    /** How nodes and clients reach each other. */
    public enum Network {
        /** Through the harness's mesh, which can hold, delay and cut. */
        MESH,
        /** Directly, so that nothing of the harness is measured with the system; no fault of the network can be injected. */
        DIRECT
    }

    /** The broker ids. */
    public SortedSet<Integer> brokers() {
        return numbers(brokerCount);
    }

    /** The ZooKeeper ids. */
    public SortedSet<Integer> zookeepers() {
        return numbers(zookeeperCount);
    }

    /** All nodes, brokers first. */
    public List<Node> nodes() {
        return Stream.concat(
                        brokers().stream().map(Node::broker),
                        zookeepers().stream().map(Node::zookeeper))
                .toList();
    }

    private static SortedSet<Integer> numbers(int count) {
        return Collections.unmodifiableSortedSet(
                IntStream.rangeClosed(1, count).boxed().collect(Collectors.toCollection(TreeSet::new)));
    }
}
