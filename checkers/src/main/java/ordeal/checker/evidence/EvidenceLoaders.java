package ordeal.checker.evidence;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * How the pieces of evidence that nodes leave in formats of their own are read. A loader that throws leaves a missing piece
 * with the exception as its reason.
 *
 * @param zookeeper reads ZooKeeper's log
 * @param replicas reads one broker's replicas
 * @param roleChanges reads what brokers logged of their leaderships
 * @param journals reads one broker's protocol journal
 */
public record EvidenceLoaders(
        ZooKeeperLoader zookeeper, ReplicaLoader replicas, RoleChangeLoader roleChanges, JournalLoader journals) {
    /** Reads ZooKeeper's log. */
    @FunctionalInterface
    public interface ZooKeeperLoader {
        /**
         * Reads and proves complete.
         *
         * @param logs ZooKeeper id to its {@code version-2} folder, for each server whose evidence is complete; never empty
         */
        Part<ClusterTimeline> load(RunDescription run, Collection collection, Map<Integer, Path> logs)
                throws IOException;
    }

    /** Reads a broker's replicas. */
    @FunctionalInterface
    public interface ReplicaLoader {
        /**
         * Reads the replicas of this run's partitions.
         *
         * @param data the broker's log directory
         */
        Part<Map<Integer, ReplicaLog>> load(RunDescription run, int broker, Path data) throws IOException;
    }

    /** Reads a broker's journal. */
    @FunctionalInterface
    public interface JournalLoader {
        /**
         * Reads the files of all incarnations.
         *
         * @param folder the folder that the broker wrote its journal into
         */
        Part<BrokerJournal> load(int broker, Path folder) throws IOException;
    }

    /** Reads leaderships that brokers logged. */
    @FunctionalInterface
    public interface RoleChangeLoader {
        /**
         * Reads all brokers' logs.
         *
         * @param logs broker id to its folder of logs, for each broker whose evidence is complete
         */
        Part<List<RoleChange>> load(RunDescription run, Map<Integer, Path> logs) throws IOException;
    }
}
