package ordeal.nemesis.fake;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.nemesis.port.ClusterState.PartitionState;

/** One partition of the fake cluster. */
final class FakePartition {
    final List<Integer> replicas;
    final TreeSet<Integer> isr;
    final Map<Integer, Long> lagsSinceNanos = new TreeMap<>();
    final Map<Integer, Long> fetchesSinceNanos = new TreeMap<>();
    OptionalInt leader;
    int leaderEpoch;

    FakePartition(List<Integer> replicas) {
        this.replicas = List.copyOf(replicas);
        this.isr = new TreeSet<>(replicas);
        this.leader = OptionalInt.of(replicas.getFirst());
    }

    boolean ledBy(int broker) {
        return leader.stream().anyMatch(id -> id == broker);
    }

    PartitionState state() {
        return new PartitionState(replicas, isr, leader, leaderEpoch);
    }
}
