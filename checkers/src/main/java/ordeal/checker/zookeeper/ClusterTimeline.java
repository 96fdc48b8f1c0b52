package ordeal.checker.zookeeper;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ordeal.checker.Partition;

/** The cluster's history as ZooKeeper's transaction log tells it: complete, ordered by zxid, paths below the chroot. */
public interface ClusterTimeline {
    /** Every version of the partition's state in order; empty when it was never written. */
    List<PartitionState> states(Partition partition);

    /** The state in force right after this transaction. */
    default Optional<PartitionState> stateAt(Partition partition, long zxid) {
        PartitionState found = null;
        for (PartitionState state : states(partition)) {
            if (state.zxid() > zxid) {
                break;
            }
            found = state;
        }
        return Optional.ofNullable(found);
    }

    /** The replicas assigned to each partition, first one preferred, as created. */
    Map<Partition, List<Integer>> assignments();

    /** Every life of every broker's registration, by creating transaction. */
    List<Registration> registrations();

    /** Every controller's term, by electing transaction. */
    List<ControllerTerm> controllers();

    /** The broker that had been elected controller last by this transaction; empty before the first election. */
    default OptionalInt controllerAt(long zxid) {
        OptionalInt controller = OptionalInt.empty();
        for (ControllerTerm term : controllers()) {
            if (term.fromZxid() <= zxid) {
                controller = OptionalInt.of(term.broker());
            }
        }
        return controller;
    }

    /** Whether the partition's topic allowed unclean leader election right after this transaction. */
    boolean uncleanElectionAllowed(Partition partition, long zxid);

    /** The replicas assigned to the partition right after this transaction; where unknown, as created. Empty for no such partition. */
    default List<Integer> replicasAt(Partition partition, long zxid) {
        return assignments().getOrDefault(partition, List.of());
    }

    /** Every transaction in order, or empty for a source that only tells the outcome. */
    default Optional<List<LoggedTransaction>> transactions() {
        return Optional.empty();
    }

    /** The last transaction in the log. */
    long lastZxid();

    /** How many transactions the log holds. */
    long transactionCount();
}
