package ordeal.checker.client;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.compact.SparseBits;
import ordeal.checker.history.Value;
import ordeal.checker.verdict.Findings;

/**
 * What became of the sends whose outcome their client never learned: resolved after the run from what the replicas hold. It finds no
 * anomaly, for such a send may be there or not; that one which was read must stay, and that none is there twice, other rules judge.
 *
 * <p>Formally, with D the disks of a partition's final ISR, and v the value of a send that is neither ok nor fail:
 *
 * <ul>
 *   <li>{@code indeterminate-found}: D is whole and each d in D holds v;
 *   <li>{@code indeterminate-absent}: D is whole, no d in D holds v, and the final read did not deliver it;
 *   <li>{@code indeterminate-unresolved}: all else. A disk of D is missing, or they disagree.
 * </ul>
 *
 * <p>The order of sends does not rest on them. Nothing tells in which order their attempts were appended among others', so an alarm could be
 * false.
 */
final class IndeterminateRule implements ClientRule {
    private static final String ALL = "indeterminate-sends";
    private static final String FOUND = "indeterminate-found";
    private static final String ABSENT = "indeterminate-absent";
    private static final String UNRESOLVED = "indeterminate-unresolved";

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(ALL, 0);
        findings.count(FOUND, 0);
        findings.count(ABSENT, 0);
        findings.count(UNRESOLVED, 0);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            new Resolution(evidence, partition).resolve(findings);
        }
    }

    /** One partition's. What it stores grows with the sends of unknown outcome only. */
    private static final class Resolution {
        private final ClientEvidence evidence;
        private final int partition;
        private final Map<Integer, SparseBits> open = new HashMap<>();
        private long number;

        Resolution(ClientEvidence evidence, int partition) {
            this.evidence = evidence;
            this.partition = partition;
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                lane.forEach(sequence -> {
                    if (lane.indeterminate(sequence)) {
                        number++;
                        open.computeIfAbsent(lane.producer(), _ -> new SparseBits())
                                .add(sequence);
                    }
                });
            }
        }

        void resolve(Findings findings) {
            findings.count(ALL, number);
            if (number == 0) {
                return;
            }
            List<EndSource> disks = evidence.sources(partition).stream()
                    .filter(EndSource.Disk.class::isInstance)
                    .toList();
            if (disks.isEmpty() || !evidence.doubts(partition).isEmpty()) {
                findings.count(UNRESOLVED, number);
                return;
            }
            List<Map<Integer, SparseBits>> held =
                    disks.stream().map(this::heldBy).toList();
            Map<Integer, SparseBits> read = heldBy(evidence.history().finalRead(partition));
            for (Lane lane : evidence.history().sends().lanes(partition)) {
                lane.forEach(sequence -> {
                    if (lane.indeterminate(sequence)) {
                        findings.count(outcome(lane.producer(), sequence, held, read), 1);
                    }
                });
            }
        }

        private static String outcome(
                int producer, long sequence, List<Map<Integer, SparseBits>> held, Map<Integer, SparseBits> read) {
            long holders = held.stream()
                    .filter(disk -> holds(disk, producer, sequence))
                    .count();
            if (holders == held.size()) {
                return FOUND;
            }
            return holders == 0 && !holds(read, producer, sequence) ? ABSENT : UNRESOLVED;
        }

        private static boolean holds(Map<Integer, SparseBits> view, int producer, long sequence) {
            SparseBits values = view.get(producer);
            return values != null && values.contains(sequence);
        }

        /** Which of the open sends a view holds. */
        private Map<Integer, SparseBits> heldBy(EndSource source) {
            Map<Integer, SparseBits> held = new HashMap<>();
            source.forEach((_, packed) -> {
                if (packed >= 0) {
                    Value value = Value.unpack(packed);
                    if (value.partition() == partition && holds(open, value.producer(), value.sequence())) {
                        held.computeIfAbsent(value.producer(), _ -> new SparseBits())
                                .add(value.sequence());
                    }
                }
            });
            return held;
        }
    }
}
