package ordeal.harness.cluster.local;

import java.nio.file.Path;
import java.util.List;
import ordeal.harness.cluster.Cluster;
import ordeal.harness.cluster.ClusterException;
import ordeal.harness.cluster.ClusterPlan;
import ordeal.harness.cluster.Deployment;
import ordeal.harness.cluster.FolderLogs;
import ordeal.harness.cluster.NodeLogs;
import ordeal.nemesis.port.Availability;
import ordeal.nemesis.port.Capability;

/** Clusters of child processes of this one: nothing is needed but a Java. */
public final class LocalDeployment implements Deployment {
    @Override
    public String name() {
        return "local";
    }

    @Override
    public Availability availability(Capability capability) {
        return LocalCapabilities.availability(capability);
    }

    @Override
    public List<String> endLeftovers(Path results) throws ClusterException {
        int ended = LocalCluster.endLeftovers(results);
        return ended == 0 ? List.of() : List.of(ended + " processes");
    }

    @Override
    public void prepare(ClusterPlan plan, List<Path> jars) {
        // Child processes need nothing but the jars.
    }

    @Override
    public NodeLogs logs(String place) {
        return new FolderLogs(Path.of(place));
    }

    @Override
    public Cluster create(ClusterPlan plan, List<Path> jars, Path nodesFolder, long flushIntervalMessages)
            throws ClusterException {
        return LocalCluster.create(plan, jars, nodesFolder, flushIntervalMessages);
    }
}
