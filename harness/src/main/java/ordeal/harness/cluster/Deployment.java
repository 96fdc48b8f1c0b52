package ordeal.harness.cluster;

import java.nio.file.Path;
import java.util.List;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/** A way to run a cluster on this machine. */
public interface Deployment {
    /** The word for it, such as {@code local}. */
    String name();

    /** Whether its clusters offer this here and now. */
    Availability availability(Capability capability);

    /**
     * Ends what harnesses that were killed left behind.
     *
     * @param results the folder of their run folders
     * @return what was ended, in words; empty when there was nothing
     */
    List<String> endLeftovers(Path results) throws ClusterException;

    /**
     * Makes what takes long when a cluster of these jars is made for the first time, and stays for later ones.
     *
     * @param jars the system's class path
     */
    void prepare(ClusterPlan plan, List<Path> jars) throws ClusterException;

    /**
     * The logs of one node.
     *
     * @param place where the node's cluster said that it lives, see {@link Cluster#places}
     */
    NodeLogs logs(String place);

    /**
     * Makes everything a cluster needs but starts no node yet.
     *
     * @param jars the system's class path
     * @param nodesFolder the cluster's own folder on this machine, below its run folder
     * @param flushIntervalMessages how many records a log may hold unsynced; {@link Long#MAX_VALUE} when the operating system decides
     */
    Cluster create(ClusterPlan plan, List<Path> jars, Path nodesFolder, long flushIntervalMessages)
            throws ClusterException;
}
