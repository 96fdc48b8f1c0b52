package ordeal.checker.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import ordeal.checker.culprit.Removal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.Findings;

/**
 * {@code inconsistent-offsets}: offset to value is one function over all acknowledgements, polls and disks of the final ISR.
 * Values lost with permission take no part. A follower's disk counts below the committed end only.
 *
 * <p>Formally: for all partitions and all sightings (o, v) and (o, w) in the union of the acknowledgements with an offset, the polls, the
 * final leader's disk, and below the committed end the disks of the final ISR: v = w. Never permitted of itself.
 */
final class InconsistentOffsetsRule implements ClientRule {
    private static final String TYPE = "inconsistent-offsets";

    /** Takes a sighting of a value. */
    @FunctionalInterface
    private interface SightingConsumer {
        void accept(long offset, long packed, String source);
    }

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(TYPE, 0);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            SortedSet<Long> offsets = conflictingOffsets(evidence, partition);
            if (!offsets.isEmpty()) {
                report(evidence, partition, offsets, findings);
            }
        }
    }

    /** Every sighting is compared with what was polled there; only what nobody polled is stored for it. */
    private static SortedSet<Long> conflictingOffsets(ClientEvidence evidence, int partition) {
        SortedSet<Long> conflicting = new TreeSet<>();
        OffsetMap polled = evidence.history().polled(partition);
        OffsetMap unpolled = new OffsetMap();
        forEachSighting(evidence, partition, (offset, packed, _) -> {
            long held = polled.get(offset);
            boolean known = held != ReplicaLog.HOLE && !evidence.losses().isExcused(held);
            if ((known ? held : unpolled.putIfAbsent(offset, packed)) != packed) {
                conflicting.add(offset);
            }
        });
        return conflicting;
    }

    private static void report(ClientEvidence evidence, int partition, SortedSet<Long> offsets, Findings findings) {
        SortedMap<Long, SortedMap<Long, SortedSet<String>>> values = new TreeMap<>();
        offsets.forEach(offset -> values.put(offset, new TreeMap<>()));
        forEachSighting(evidence, partition, (offset, packed, source) -> {
            SortedMap<Long, SortedSet<String>> at = values.get(offset);
            if (at != null) {
                at.computeIfAbsent(packed, _ -> new TreeSet<>()).add(source);
            }
        });
        values.forEach((offset, at) -> {
            List<String> names = at.keySet().stream().map(Texts::record).toList();
            List<Witness> witness = new ArrayList<>();
            Optional<Removal> removal = removal(evidence, partition, offset, at.keySet());
            removal.ifPresent(known -> witness.addAll(known.witnesses()));
            at.forEach((packed, sources) -> {
                witness.add(new Witness(
                        "history",
                        -1,
                        Texts.record(packed) + " at offset " + offset + ", says " + String.join("; ", sources)));
                if (packed >= 0) {
                    witness.add(Texts.send(evidence.history().sends(), packed));
                }
            });
            findings.anomaly(new Anomaly(
                    TYPE,
                    evidence.partitions().get(partition),
                    "offset " + offset + " holds different values: " + String.join(", ", names) + Texts.after(removal),
                    witness,
                    null,
                    -1));
        });
    }

    /** What took away the first of these values that is not there at the end, if anything tells. */
    private static Optional<Removal> removal(ClientEvidence evidence, int partition, long offset, Set<Long> values) {
        return values.stream()
                .filter(packed -> packed >= 0)
                .flatMap(packed -> Trace.removal(evidence, partition, packed, offset).stream())
                .findFirst();
    }

    private static void forEachSighting(ClientEvidence evidence, int partition, SightingConsumer action) {
        Losses losses = evidence.losses();
        SightingConsumer judged = (offset, packed, source) -> {
            if (offset >= 0 && !losses.isExcused(packed)) {
                action.accept(offset, packed, source);
            }
        };
        ClientHistory history = evidence.history();
        for (Lane lane : history.sends().lanes(partition)) {
            lane.forEach(
                    sequence -> judged.accept(lane.offset(sequence), lane.packed(sequence), "its acknowledgement"));
        }
        history.polled(partition).forEach((offset, packed) -> judged.accept(offset, packed, "a poll"));
        history.conflicts(partition)
                .forEach((offset, values) -> values.forEach(packed -> judged.accept(offset, packed, "a poll")));
        long committedEnd = evidence.committedEnd(partition);
        for (EndSource source : evidence.sources(partition)) {
            String name = source.name();
            source.forEach((offset, packed) -> {
                if (!source.committedOnly() || offset < committedEnd) {
                    judged.accept(offset, packed, name);
                }
            });
        }
    }
}
