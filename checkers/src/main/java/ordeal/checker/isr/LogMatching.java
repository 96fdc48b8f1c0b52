package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.RuleFindings;

/**
 * Row 9, log matching. For any two replicas of a partition and any offset o at which both hold a record of the same leader epoch:
 * they hold equal batches at all offsets up to o, from the greater of their log start offsets. And each log is contiguous, with
 * every checksum right.
 *
 * <p>Legitimate: a tail of other epochs, which its owner will truncate; a first batch that begins before a log start offset.
 * Permitted: two batches of the same epoch at an offset at or above which a fault took unsynced data, because a leader that lost
 * its tail and kept its epoch may have written that offset again; a wrong checksum where a fault flipped a bit. Nothing permits
 * batches of different epochs below one that both replicas share: whoever took the later epoch's batch had to cut the earlier one
 * off first.
 *
 * <p>Counts {@code batches-compared}, {@code segments}, {@code segment-rolls} and {@code damages}: what the scan of the files
 * found broken, of which a torn tail of a killed broker is none of this rule's concern.
 */
public final class LogMatching extends ReplicaRule {
    /** The rule. */
    public LogMatching() {
        super("log-matching");
    }

    @Override
    void judge(Subject subject, Evidence evidence, RuleFindings findings) {
        List<ReplicaLog> replicas = subject.replicas();
        for (int i = 0; i < replicas.size(); i++) {
            ReplicaLog log = replicas.get(i);
            findings.count("segments", log.segmentCount());
            findings.count("damages", log.damages().size());
            findings.count("segment-rolls", Math.max(0, log.segmentCount() - 1));
            sound(subject, log, findings);
            for (int j = i + 1; j < replicas.size(); j++) {
                match(subject, log, replicas.get(j), findings);
            }
        }
    }

    private static void sound(Subject subject, ReplicaLog log, RuleFindings findings) {
        long expected = -1;
        for (ReplicaLog.Batch batch : log.batches()) {
            if (!batch.sound()) {
                Optional<String> damage = subject.permitted().damageIn(log, batch);
                subject.diverged(
                        findings,
                        batch.baseOffset(),
                        damage,
                        "the batch at offset " + batch.baseOffset() + " of broker " + log.broker()
                                + " has a wrong checksum",
                        log);
                if (damage.isEmpty()) {
                    return;
                }
            }
            if (expected >= 0 && batch.baseOffset() != expected) {
                subject.diverged(
                        findings,
                        batch.baseOffset(),
                        "the log of broker " + log.broker() + " goes from offset " + (expected - 1) + " to "
                                + batch.baseOffset(),
                        log);
                return;
            }
            expected = batch.lastOffset() + 1;
        }
    }

    private static void match(Subject subject, ReplicaLog one, ReplicaLog other, RuleFindings findings) {
        LogComparison comparison = new LogComparison(one, other);
        OptionalLong common = comparison.lastCommonEpochOffset();
        findings.count(
                "batches-compared",
                Math.min(one.batches().size(), other.batches().size()));
        if (common.isEmpty()) {
            return;
        }
        long from = Math.max(one.logStartOffset(), other.logStartOffset());
        OptionalLong difference = subject.permitted().firstDifference(one, other, from, common.getAsLong() + 1);
        if (difference.isPresent()) {
            long offset = difference.getAsLong();
            boolean sameEpoch = one.epochAt(offset) >= 0 && one.epochAt(offset) == other.epochAt(offset);
            ForkProof fork = ForkProof.of(subject.culprits(), subject.number(), one, other, offset);
            List<Witness> witness = new ArrayList<>(fork.witnesses());
            witness.add(RuleFindings.disk(LogComparison.describe(one, offset)));
            witness.add(RuleFindings.disk(LogComparison.describe(other, offset)));
            findings.broken(
                    DIVERGENCE,
                    subject.partition(),
                    fork.atNanos() < 0 ? -1 : RunClock.of(findings.run()).epochMsAt(fork.atNanos()),
                    subject.partition() + ": brokers " + one.broker() + " and " + other.broker()
                            + " agree on the leader epoch of offset " + common.getAsLong() + " but differ at offset "
                            + offset + fork.sentence(),
                    witness,
                    sameEpoch ? subject.permitted().dataLossAt(subject.number(), offset) : Optional.empty());
        }
    }
}
