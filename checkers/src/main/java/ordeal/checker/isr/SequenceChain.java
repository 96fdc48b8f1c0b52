package ordeal.checker.isr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.RuleFindings;
import org.apache.kafka.common.record.internal.DefaultRecordBatch;

/**
 * Row 17, idempotence. In every log, for each (producer id, producer epoch): the batches' sequences are a contiguous chain, and each
 * occurs once. A batch whose sequence was already there is the broker's {@code duplicate}; one that leaves sequences out is
 * {@code nonmonotonic-send}.
 *
 * <p>Legitimate: batches without producer id, which is all of them when idempotence is off; a chain that starts anywhere, because a
 * broker accepts any first sequence of a producer it knows nothing of. Permitted: left-out sequences from an offset on at which
 * records may have been lost between the leader epochs of the two batches. A duplicate is never permitted.
 */
public final class SequenceChain extends ReplicaRule {
    static final String DUPLICATE = "duplicate";
    static final String OUT_OF_ORDER = "nonmonotonic-send";

    private record Producer(long id, short epoch) {}

    /** The rule. */
    public SequenceChain() {
        super("idempotence");
    }

    @Override
    void judge(Subject subject, Evidence evidence, RuleFindings findings) {
        Set<Long> reported = new HashSet<>();
        for (ReplicaLog log : subject.replicas()) {
            Map<Producer, ReplicaLog.Batch> last = new HashMap<>();
            for (ReplicaLog.Batch batch : log.batches()) {
                if (batch.producerId() < 0 || batch.baseSequence() < 0 || !batch.sound()) {
                    continue;
                }
                findings.count("batches-with-sequence", 1);
                Producer producer = new Producer(batch.producerId(), batch.producerEpoch());
                ReplicaLog.Batch before = last.get(producer);
                if (before != null && !continues(before, batch) && reported.add(batch.baseOffset())) {
                    report(subject, log, before, batch, findings);
                }
                if (before == null || !repeats(before, batch)) {
                    last.put(producer, batch);
                }
            }
        }
    }

    private static boolean continues(ReplicaLog.Batch before, ReplicaLog.Batch batch) {
        return batch.baseSequence()
                == DefaultRecordBatch.incrementSequence(before.baseSequence(), before.recordCount());
    }

    /** Sequences wrap to 0 after the greatest int, so the distance decides: less than half the circle back is a repetition. */
    private static boolean repeats(ReplicaLog.Batch before, ReplicaLog.Batch batch) {
        long expected = DefaultRecordBatch.incrementSequence(before.baseSequence(), before.recordCount());
        long circle = 1L << 31;
        return Math.floorMod(batch.baseSequence() - expected, circle) >= circle / 2;
    }

    private static void report(
            Subject subject, ReplicaLog log, ReplicaLog.Batch before, ReplicaLog.Batch batch, RuleFindings findings) {
        boolean again = repeats(before, batch);
        Partition partition = subject.partition();
        findings.broken(
                again ? DUPLICATE : OUT_OF_ORDER,
                partition,
                -1,
                String.format(
                        Locale.ROOT,
                        "%s: producer id %d epoch %d has sequence %d at offset %d after sequence %d at offset %d",
                        partition,
                        batch.producerId(),
                        batch.producerEpoch(),
                        batch.baseSequence(),
                        batch.baseOffset(),
                        before.baseSequence(),
                        before.baseOffset()),
                List.of(
                        RuleFindings.disk("broker " + log.broker() + ": " + before),
                        RuleFindings.disk("broker " + log.broker() + ": " + batch)),
                again
                        ? Optional.empty()
                        : subject.permitted()
                                .causeBetween(
                                        subject.number(),
                                        before.leaderEpoch(),
                                        batch.leaderEpoch(),
                                        batch.baseOffset()));
    }
}
