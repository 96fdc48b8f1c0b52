package ordeal.checker.evidence;

import java.util.List;
import java.util.Map;
import ordeal.checker.history.HistorySource;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;

/** Everything a checker may look at. Each part is loaded once; a part that is missing says why. */
public interface Evidence {
    /** What the run was. */
    RunDescription run();

    /** What the clients did and saw. */
    Part<HistorySource> history();

    /** The faults, each once, in the order of their ids, in its last known status. */
    Part<List<FaultRecord>> faults();

    /** What was collected. */
    Part<Collection> collection();

    /** ZooKeeper's log, proven complete. */
    Part<ClusterTimeline> zookeeper();

    /** The replicas on a broker's disk, by the run's number of the partition; one entry for each broker of the run. */
    Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas();

    /** The protocol journal of each broker of the run; missing for a system that keeps none. */
    Map<Integer, Part<BrokerJournal>> journals();

    /** Every leadership that brokers logged, in the order of their clocks; missing for a system that keeps no such log. */
    Part<List<RoleChange>> roleChanges();

    /** What had to be dropped while the pieces asked for so far were loaded, such as a torn last line. */
    default List<String> remarks() {
        return List.of();
    }
}
