package ordeal.checker.client;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import ordeal.checker.compact.SparseBits;
import ordeal.checker.culprit.Election;
import ordeal.checker.history.Value;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.Findings;
import org.jspecify.annotations.Nullable;

/**
 * {@code duplicate}: one value at two offsets of the final log. The broker's, when the same producer id, epoch and sequence was
 * appended twice: never permitted. The client's, when it resent the value under another producer epoch or without idempotence:
 * reported apart, and no broker's fault.
 *
 * <p>Formally: for all partitions and all offsets o &lt; p of the final log with value(o) = value(p): numbering(o) differs from
 * numbering(p), where a numbering is (producer id, producer epoch, sequence) and is compared only if there is a producer id. It holds for sends
 * of every outcome, so an indeterminate send is there at most once as well.
 */
final class DuplicateRule implements ClientRule {
    private static final String TYPE = "duplicate";
    private static final String CLIENT_RESEND = "client-resend";

    /** Where the producer's own numbering puts a record. */
    private record Numbering(long producerId, short producerEpoch, int sequence) {}

    @Override
    public void judge(ClientEvidence evidence, Findings findings) {
        findings.count(TYPE, 0);
        for (int partition = 0; partition < evidence.partitions().size(); partition++) {
            EndSource end = evidence.end(partition);
            Map<Long, List<Long>> offsets = duplicates(partition, end);
            ReplicaLog log = end instanceof EndSource.Disk disk ? disk.log() : null;
            for (Map.Entry<Long, List<Long>> entry : offsets.entrySet()) {
                report(evidence, partition, entry.getKey(), entry.getValue(), log, findings);
            }
        }
    }

    /** Each value that is there more than once, with all its offsets. */
    private static Map<Long, List<Long>> duplicates(int partition, EndSource end) {
        Map<Integer, SparseBits> seen = new HashMap<>();
        Map<Long, List<Long>> offsets = new TreeMap<>();
        end.forEach((_, packed) -> {
            if (packed >= 0) {
                Value value = Value.unpack(packed);
                boolean first = seen.computeIfAbsent(value.producer(), _ -> new SparseBits())
                        .add(value.sequence());
                if (value.partition() == partition && !first) {
                    offsets.put(packed, new ArrayList<>());
                }
            }
        });
        if (!offsets.isEmpty()) {
            end.forEach((offset, packed) -> {
                List<Long> list = offsets.get(packed);
                if (list != null) {
                    list.add(offset);
                }
            });
        }
        return offsets;
    }

    private static void report(
            ClientEvidence evidence,
            int partition,
            long packed,
            List<Long> offsets,
            @Nullable ReplicaLog log,
            Findings findings) {
        boolean idempotent = evidence.run().workload().idempotence();
        List<Witness> witness = new ArrayList<>();
        Witness sent = Texts.send(evidence.history().sends(), packed);
        witness.add(sent);
        boolean byBroker = false;
        Map<Numbering, Long> numberings = new HashMap<>();
        for (long offset : offsets) {
            Numbering numbering = log == null ? null : numberingAt(log, offset);
            witness.add(new Witness(
                    log == null ? "history" : "disk",
                    -1,
                    "offset " + offset + (numbering == null ? "" : ": " + describe(numbering))));
            byBroker |= numbering != null && numbering.producerId() >= 0 && numberings.put(numbering, offset) != null;
        }
        String summary = Value.unpack(packed) + " is at offsets " + offsets;
        if (byBroker) {
            Optional<Election> between = electionBetween(evidence, partition, offsets, log);
            between.ifPresent(known -> witness.addAll(known.witnesses()));
            findings.anomaly(anomaly(
                    evidence,
                    partition,
                    summary + ": the same producer id, epoch and sequence was appended twice"
                            + between.map(known -> "; " + known.clause()).orElse(""),
                    sent,
                    witness,
                    null));
        } else if (idempotent && log == null) {
            findings.unknown(summary + ", and without the leader's disk nobody can tell whose duplicate that is");
        } else {
            String cause = idempotent
                    ? "the client resent it under another producer epoch or sequence"
                    : "the client resent it, and idempotence is off";
            findings.permitted(
                    anomaly(evidence, partition, summary + ": " + cause, sent, witness, cause), CLIENT_RESEND);
        }
    }

    /** The election of the last leader that appended the value; empty when one leader appended it each time. */
    private static Optional<Election> electionBetween(
            ClientEvidence evidence, int partition, List<Long> offsets, @Nullable ReplicaLog log) {
        if (log == null || log.epochAt(offsets.getFirst()) == log.epochAt(offsets.getLast())) {
            return Optional.empty();
        }
        return evidence.culprits().election(partition, log.epochAt(offsets.getLast()));
    }

    private static Anomaly anomaly(
            ClientEvidence evidence,
            int partition,
            String summary,
            Witness sent,
            List<Witness> witness,
            @Nullable String cause) {
        return new Anomaly(TYPE, evidence.partitions().get(partition), summary, witness, cause, sent.nanos());
    }

    private static @Nullable Numbering numberingAt(ReplicaLog log, long offset) {
        List<ReplicaLog.Batch> batches = log.batches();
        int low = 0;
        int high = batches.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (batches.get(middle).lastOffset() < offset) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (batches.isEmpty()
                || offset < batches.get(low).baseOffset()
                || offset > batches.get(low).lastOffset()) {
            return null;
        }
        ReplicaLog.Batch batch = batches.get(low);
        int sequence = batch.baseSequence() < 0
                ? -1
                : (int) ((batch.baseSequence() + (offset - batch.baseOffset())) & Integer.MAX_VALUE);
        return new Numbering(batch.producerId(), batch.producerEpoch(), sequence);
    }

    private static String describe(Numbering numbering) {
        return String.format(
                Locale.ROOT,
                "producer id %d, epoch %d, sequence %d",
                numbering.producerId(),
                numbering.producerEpoch(),
                numbering.sequence());
    }
}
