package ordeal.nemesis.port;

import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The cluster at one moment.
 *
 * @param current whether ZooKeeper answers: when false, the rest is what was seen last
 * @param brokers ids of all brokers that the cluster should have
 * @param zookeepers ids of all ZooKeeper servers
 * @param registrations the registered brokers, each with its registration's czxid (Kafka's broker epoch), which a new
 *     session changes
 * @param controller the broker named in {@code /controller}; empty when nobody is
 * @param zookeeperLeader the ZooKeeper server that leads the ensemble, the only one of a standalone; empty when unknown
 * @param partitions each partition's state by its name, such as {@code topic-0}
 */
public record ClusterState(
        boolean current,
        SortedSet<Integer> brokers,
        SortedSet<Integer> zookeepers,
        SortedMap<Integer, Long> registrations,
        OptionalInt controller,
        OptionalInt zookeeperLeader,
        SortedMap<String, PartitionState> partitions) {

    public ClusterState {
        brokers = Collections.unmodifiableSortedSet(new TreeSet<>(brokers));
        zookeepers = Collections.unmodifiableSortedSet(new TreeSet<>(zookeepers));
        registrations = Collections.unmodifiableSortedMap(new TreeMap<>(registrations));
        partitions = Collections.unmodifiableSortedMap(new TreeMap<>(partitions));
    }

    /**
     * One partition as ZooKeeper has it.
     *
     * @param replicas ids of the assigned brokers, the preferred leader first
     * @param isr ids of the in-sync replicas
     * @param leader the leader's id; empty when there is none
     * @param leaderEpoch the leader epoch
     */
    public record PartitionState(List<Integer> replicas, Set<Integer> isr, OptionalInt leader, int leaderEpoch) {
        public PartitionState {
            replicas = List.copyOf(replicas);
            isr = Collections.unmodifiableSortedSet(new TreeSet<>(isr));
        }
    }

    /** Whether the broker is registered. */
    public boolean registered(int broker) {
        return registrations.containsKey(broker);
    }

    /** Whether the broker is registered and in the ISR of every partition of which it holds a replica. */
    public boolean inSync(int broker) {
        return registered(broker)
                && partitions.values().stream()
                        .filter(partition -> partition.replicas().contains(broker))
                        .allMatch(partition -> partition.isr().contains(broker));
    }

    /** The partition of this name; one without replicas when it is unknown. */
    public PartitionState partition(String name) {
        PartitionState known = partitions.get(name);
        return known != null ? known : new PartitionState(List.of(), Set.of(), OptionalInt.empty(), 0);
    }
}
