package ordeal.checker.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.contract.LostRecord;
import ordeal.checker.contract.PermittedCause;
import ordeal.checker.contract.PermittedLoss;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.FaultRecord;
import org.jspecify.annotations.Nullable;

/**
 * Compares everything that was acknowledged or read with every view of what is there at the end.
 *
 * <p>Each sighting is one look-up in each view; only values that are missing somewhere cost more.
 */
final class LossSearch {
    private final ClientEvidence evidence;
    private final Optional<PermittedLoss> contract;
    private final Optional<List<FaultRecord>> faults;
    private final List<Loss> found = new ArrayList<>();
    private long unseen;

    /** A value at an offset that some view does not hold there. */
    private static final class Suspect {
        final long packed;
        final long offset;
        boolean acknowledged;
        boolean read;

        Suspect(long packed, long offset) {
            this.packed = packed;
            this.offset = offset;
        }
    }

    private record Sighting(long packed, long offset) {}

    LossSearch(ClientEvidence evidence, Optional<PermittedLoss> contract, Optional<List<FaultRecord>> faults) {
        this.evidence = evidence;
        this.contract = contract;
        this.faults = faults;
    }

    List<Loss> found() {
        return found;
    }

    long unseen() {
        return unseen;
    }

    void search(int partition) {
        Map<Sighting, Suspect> suspects = new LinkedHashMap<>();
        checkAcknowledged(partition, suspects);
        checkRead(partition, suspects);
        if (suspects.isEmpty()) {
            return;
        }
        List<Map<Long, Long>> places = new ArrayList<>();
        for (EndSource source : evidence.sources(partition)) {
            places.add(placesOf(suspects, source));
        }
        for (Suspect suspect : suspects.values()) {
            Loss loss = examine(partition, suspect, places);
            if (loss != null) {
                found.add(loss);
            }
        }
    }

    private void checkAcknowledged(int partition, Map<Sighting, Suspect> suspects) {
        if (evidence.run().workload().acks().equals("0")) {
            return; // Nobody answers: the client itself says so, as soon as the bytes are on their way.
        }
        for (Lane lane : evidence.history().sends().lanes(partition)) {
            lane.forEach(sequence -> {
                if (lane.acknowledged(sequence)) {
                    checkAcknowledged(partition, lane.packed(sequence), lane.offset(sequence), suspects);
                }
            });
        }
    }

    private void checkAcknowledged(int partition, long packed, long offset, Map<Sighting, Suspect> suspects) {
        boolean covered = false;
        boolean missing = offset < 0;
        for (EndSource source : evidence.sources(partition)) {
            if (bindsAcknowledged(partition, source, offset) && (offset < 0 ? source.whole() : source.covers(offset))) {
                covered = true;
                missing |= source.valueAt(offset) != packed;
            }
        }
        if (!covered) {
            unseen++;
        } else if (missing) {
            suspects.computeIfAbsent(new Sighting(packed, offset), s -> new Suspect(s.packed(), s.offset()))
                    .acknowledged = true;
        }
    }

    private void checkRead(int partition, Map<Sighting, Suspect> suspects) {
        evidence.history()
                .polled(partition)
                .forEach((offset, packed) -> checkRead(partition, packed, offset, suspects));
        evidence.history()
                .conflicts(partition)
                .forEach((offset, values) -> values.forEach(packed -> checkRead(partition, packed, offset, suspects)));
    }

    private void checkRead(int partition, long packed, long offset, Map<Sighting, Suspect> suspects) {
        for (EndSource source : evidence.sources(partition)) {
            if (source.covers(offset) && source.valueAt(offset) != packed) {
                suspects.computeIfAbsent(new Sighting(packed, offset), s -> new Suspect(s.packed(), s.offset())).read =
                        true;
                return;
            }
        }
    }

    /**
     * Whether a view must hold an acknowledged record. Fewer acknowledgements than all do not say that the record is committed:
     * then followers may lack it, and a final read, which ends at the high watermark, may end below it.
     */
    private boolean bindsAcknowledged(int partition, EndSource source, long offset) {
        if (evidence.ackMeansCommitted()) {
            return true;
        }
        return switch (source) {
            case EndSource.Disk disk -> disk.leader();
            case EndSource.FinalRead read ->
                (offset >= 0 && offset < read.reachedOffset())
                        || evidence.end(partition) instanceof EndSource.FinalRead;
        };
    }

    private static Map<Long, Long> placesOf(Map<Sighting, Suspect> suspects, EndSource source) {
        Map<Long, Long> places = new HashMap<>();
        for (Suspect suspect : suspects.values()) {
            places.put(suspect.packed, -1L);
        }
        source.forEach((offset, packed) -> places.computeIfPresent(packed, (_, place) -> place < 0 ? offset : place));
        return places;
    }

    private @Nullable Loss examine(int partition, Suspect suspect, List<Map<Long, Long>> places) {
        List<EndSource> sources = evidence.sources(partition);
        List<Loss.Missing> missingFrom = new ArrayList<>();
        Loss.How how = Loss.How.MOVED;
        for (int i = 0; i < sources.size(); i++) {
            EndSource source = sources.get(i);
            long place = places.get(i).getOrDefault(suspect.packed, -1L);
            boolean judged = suspect.offset < 0 ? source.whole() : source.covers(suspect.offset);
            boolean there = suspect.offset < 0 ? place >= 0 : source.valueAt(suspect.offset) == suspect.packed;
            boolean binds = suspect.read || bindsAcknowledged(partition, source, suspect.offset);
            if (!judged || there || !binds) {
                continue;
            }
            Loss.How here = howIn(source, suspect.offset, place);
            how = missingFrom.isEmpty() ? here : how;
            missingFrom.add(describe(source, suspect.offset, place));
        }
        if (missingFrom.isEmpty()) {
            return null;
        }
        LostRecord lost = new LostRecord(partition, suspect.offset, suspect.packed, invokedNanos(suspect.packed));
        Optional<PermittedCause> cause = contract.flatMap(rules -> rules.cause(lost));
        boolean undecided = contract.isEmpty()
                && !PermittedLoss.excluded(evidence.run(), evidence.partitions().get(partition), faults);
        return new Loss(
                partition,
                suspect.packed,
                suspect.offset,
                suspect.acknowledged,
                suspect.read,
                how,
                missingFrom,
                cause,
                undecided ? Optional.of("ZooKeeper's log or the list of faults is missing") : Optional.empty());
    }

    private long invokedNanos(long packed) {
        Value value = Value.unpack(packed);
        Lane lane = evidence.history().sends().laneOf(value);
        return lane == null ? 0 : lane.invokedNanos(value.sequence());
    }

    private static Loss.How howIn(EndSource source, long offset, long place) {
        if (place >= 0) {
            return Loss.How.MOVED;
        }
        return source.valueAt(offset) == ReplicaLog.HOLE ? Loss.How.LOST : Loss.How.OVERWRITTEN;
    }

    private static Loss.Missing describe(EndSource source, long offset, long place) {
        String there = offset < 0 ? "it nowhere" : Texts.record(source.valueAt(offset)) + " at offset " + offset;
        String elsewhere = place >= 0 ? " and this value at offset " + place : "";
        int broker = switch (source) {
            case EndSource.Disk disk -> disk.log().broker();
            case EndSource.FinalRead _ -> -1;
        };
        return new Loss.Missing(source.name(), broker, there + elsewhere, source.end());
    }
}
