package ordeal.checker.zookeeper;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;

/** Loads the cluster's history from the {@code version-2} directories that ZooKeeper servers left. */
public final class ZooKeeperEvidence {
    private ZooKeeperEvidence() {}

    /**
     * Reads, proves complete and replays ZooKeeper's transaction log.
     *
     * @param version2Directories one for each server whose log was collected, with its {@code log.*} and {@code snapshot.*} files
     * @param run names the chroot and the topics
     * @param collection names the first and the final transaction of the run
     * @return the history, or why it proves nothing: a wrong checksum, a gap, an end before the final transaction, no majority
     */
    public static Part<ClusterTimeline> load(
            List<Path> version2Directories, RunDescription run, Collection collection) {
        int ensemble = run.cluster().zookeepers().size();
        if (2 * version2Directories.size() <= ensemble) {
            return new Part.Missing<>("transaction logs of only " + version2Directories.size() + " of " + ensemble
                    + " ZooKeeper servers were collected");
        }
        try {
            List<ServerLog> servers = new ArrayList<>();
            for (Path directory : version2Directories) {
                servers.add(ServerLog.read(directory.toString(), directory));
            }
            return replay(new EnsembleLog(servers).prove(collection.firstZxid(), collection.finalZxid()), run);
        } catch (TransactionLogFile.DamagedLogException e) {
            return new Part.Missing<>("ZooKeeper's log is damaged: " + e.getMessage());
        } catch (IOException e) {
            return new Part.Missing<>("ZooKeeper's log cannot be read: " + e);
        }
    }

    private static Part<ClusterTimeline> replay(Part<List<LoggedTransaction>> log, RunDescription run) {
        return switch (log) {
            case Part.Missing<List<LoggedTransaction>>(String reason) -> new Part.Missing<>(reason);
            case Part.Present<List<LoggedTransaction>>(List<LoggedTransaction> transactions) -> {
                try {
                    yield new Part.Present<>(ClusterReplay.of(transactions, run));
                } catch (MalformedZnodeException e) {
                    yield new Part.Missing<>("ZooKeeper's log cannot be understood: " + e.getMessage());
                }
            }
        };
    }
}
