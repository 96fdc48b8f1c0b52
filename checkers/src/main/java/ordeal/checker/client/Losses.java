package ordeal.checker.client;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.contract.PermittedLoss;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;

/** All values that were acknowledged or read and are gone at the end, each with its permission if it has one. */
public final class Losses {
    private final List<Loss> all;
    private final long unseen;
    private final Set<Long> excused = new HashSet<>();
    private final Set<Integer> undecided = new HashSet<>();
    private final Map<Integer, Map<String, PermittedCause>> causes = new HashMap<>();

    private final Optional<PermittedLoss> contract;

    private Losses(List<Loss> all, long unseen, Optional<PermittedLoss> contract) {
        this.all = List.copyOf(all);
        this.contract = contract;
        this.unseen = unseen;
        for (Loss loss : all) {
            loss.cause().ifPresent(cause -> {
                excused.add(loss.packedValue());
                causes.computeIfAbsent(loss.partition(), _ -> new LinkedHashMap<>())
                        .merge(cause.sentence(), cause, Losses::reachingFurther);
            });
            if (loss.undecided().isPresent()) {
                excused.add(loss.packedValue());
                undecided.add(loss.partition());
            }
        }
    }

    private static PermittedCause reachingFurther(PermittedCause a, PermittedCause b) {
        return a.fromOffset() <= b.fromOffset() ? a : b;
    }

    static Losses find(ClientEvidence evidence, Optional<PermittedLoss> contract, Optional<List<FaultRecord>> faults) {
        LossSearch search = new LossSearch(evidence, contract, faults);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            search.search(partition);
        }
        return new Losses(search.found(), search.unseen(), contract);
    }

    /** Every loss, by partition and then in the order in which they were sent or read. */
    public Collection<Loss> all() {
        return all;
    }

    /** How many acknowledged values no view at the end can tell of. */
    public long unseen() {
        return unseen;
    }

    /** Whether this value was, or may have been, lost with permission, so that it takes no part in judging order and agreement. */
    public boolean isExcused(long packedValue) {
        return !excused.isEmpty() && excused.contains(packedValue);
    }

    /** Whether it cannot be decided of some loss of this partition whether it is permitted, nor then of its consequences. */
    public boolean hasUndecided(int partition) {
        return undecided.contains(partition);
    }

    /**
     * The cause that permits a partition's end, as somebody saw it, to go back to an offset: a permitted loss at or above that
     * offset whose cause lies between the two sightings, or an allowed unclean election between them that began no higher.
     */
    public Optional<PermittedCause> permitsGoingBack(int partition, long toOffset, long seenNanos, long laterNanos) {
        return causes.getOrDefault(partition, Map.of()).values().stream()
                .filter(cause -> cause.fromOffset() <= toOffset)
                .filter(cause -> seenNanos <= cause.atNanos() + RunClock.SLACK_NANOS
                        && cause.atNanos() <= laterNanos + RunClock.SLACK_NANOS)
                .findFirst()
                .or(() -> contract.flatMap(rules -> rules.uncleanCut(partition, toOffset, seenNanos, laterNanos)));
    }
}
