package ordeal.checker.run;

import java.util.List;
import java.util.Map;

/**
 * {@code evidence/collected.json}: what was brought home at the end of a run. It is the last file that a run writes before it
 * is judged; a run folder without it was cut short.
 *
 * @param firstZxid the first transaction of the run that ZooKeeper's log must hold
 * @param finalZxid the transaction of a write that the harness made after the final reads: the log must reach it
 * @param operatorSessions ZooKeeper sessions of the harness: what they wrote was an operator's doing
 * @param brokers broker id to what became of its evidence
 * @param zookeepers ZooKeeper id to what became of its evidence
 */
public record Collection(
        long firstZxid,
        long finalZxid,
        List<Long> operatorSessions,
        Map<Integer, NodeEvidence> brokers,
        Map<Integer, NodeEvidence> zookeepers) {

    public Collection {
        operatorSessions = List.copyOf(operatorSessions);
        brokers = Map.copyOf(brokers);
        zookeepers = Map.copyOf(zookeepers);
    }

    /**
     * What became of one node's evidence.
     *
     * @param complete whether everything this node leaves is in the folder
     * @param reason why not; empty when complete
     */
    public record NodeEvidence(boolean complete, String reason) {}
}
