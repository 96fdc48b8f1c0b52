package ordeal.broker.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which brokers hold a new partition's replicas (KIP-36): leaders go round the brokers, followers go round with a shift that grows
 * with every round, and, when all brokers name their rack, replicas of one partition lie in as many racks as possible.
 */
public final class ReplicaAssignment {
    private ReplicaAssignment() {}

    /**
     * A broker that may hold replicas.
     *
     * @param rack null when it names none
     */
    public record Candidate(int brokerId, @Nullable String rack) {}

    /**
     * Whether the candidates can be used: all name a rack, or none does.
     */
    public static boolean racksConsistent(List<Candidate> brokers) {
        long named = brokers.stream().filter(broker -> broker.rack() != null).count();
        return named == 0 || named == brokers.size();
    }

    /**
     * Assigns replicas to partitions 0 and up.
     *
     * @param brokers in any order; all name a rack, or none does
     * @param replicationFactor from 1 to the number of brokers
     * @param start index of partition 0's first replica, from 0 to below the number of brokers
     * @param shift distance of partition 0's second replica from its first, from 0 to below the number of brokers
     * @throws IllegalArgumentException when that cannot be done
     */
    public static SortedMap<Integer, List<Integer>> assign(
            List<Candidate> brokers, int partitions, int replicationFactor, int start, int shift) {
        if (replicationFactor < 1 || replicationFactor > brokers.size()) {
            throw new IllegalArgumentException(
                    "replication factor " + replicationFactor + " with " + brokers.size() + " brokers");
        }
        if (!racksConsistent(brokers)) {
            throw new IllegalArgumentException("some brokers name a rack, and some do not");
        }
        List<Candidate> ordered = alternate(brokers);
        int racks = distinctRacks(ordered);
        SortedMap<Integer, List<Integer>> assignment = new TreeMap<>();
        int currentShift = shift;
        for (int partition = 0; partition < partitions; partition++) {
            if (partition > 0 && partition % ordered.size() == 0) {
                currentShift++;
            }
            int first = (partition + start) % ordered.size();
            assignment.put(partition, replicas(ordered, racks, replicationFactor, first, currentShift));
        }
        return assignment;
    }

    private static List<Integer> replicas(
            List<Candidate> ordered, int racks, int replicationFactor, int first, int shift) {
        int count = ordered.size();
        List<Candidate> chosen = new ArrayList<>(List.of(ordered.get(first)));
        for (int step = 0; chosen.size() < replicationFactor; step++) {
            int distance = 1 + Math.floorMod((long) shift * Math.max(racks, 1) + step, count - 1);
            Candidate candidate = ordered.get((first + distance) % count);
            if (allowed(candidate, chosen, racks, count)) {
                chosen.add(candidate);
            }
        }
        return chosen.stream().map(Candidate::brokerId).toList();
    }

    private static boolean allowed(Candidate candidate, List<Candidate> chosen, int racks, int count) {
        Set<Integer> brokers = new HashSet<>();
        Set<String> usedRacks = new HashSet<>();
        for (Candidate replica : chosen) {
            brokers.add(replica.brokerId());
            if (replica.rack() != null) {
                usedRacks.add(replica.rack());
            }
        }
        boolean rackAgain = usedRacks.contains(candidate.rack()) && usedRacks.size() < racks;
        boolean brokerAgain = brokers.contains(candidate.brokerId()) && brokers.size() < count;
        return !rackAgain && !brokerAgain;
    }

    /** Sorted by id; with racks, one broker of each rack after the other until all racks are used up. */
    private static List<Candidate> alternate(List<Candidate> brokers) {
        List<Candidate> sorted = brokers.stream()
                .sorted(Comparator.comparingInt(Candidate::brokerId))
                .toList();
        SortedMap<String, List<Candidate>> byRack = new TreeMap<>();
        for (Candidate broker : sorted) {
            byRack.computeIfAbsent(broker.rack() == null ? "" : broker.rack(), _ -> new ArrayList<>())
                    .add(broker);
        }
        List<Candidate> ordered = new ArrayList<>();
        for (int round = 0; ordered.size() < sorted.size(); round++) {
            for (List<Candidate> rack : byRack.values()) {
                if (round < rack.size()) {
                    ordered.add(rack.get(round));
                }
            }
        }
        return ordered;
    }

    private static int distinctRacks(List<Candidate> brokers) {
        Set<String> racks = new HashSet<>();
        for (Candidate broker : brokers) {
            if (broker.rack() != null) {
                racks.add(broker.rack());
            }
        }
        return racks.size();
    }
}
