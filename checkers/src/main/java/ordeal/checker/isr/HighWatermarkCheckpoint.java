package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.RuleFindings;

/**
 * Row 10 as far as disks tell it, for systems that keep no journal. For every replica r whose broker left a checkpointed high watermark h:
 * logStart(r) &lt;= h &lt;= logEnd(r).
 *
 * <p>A checkpoint lags, so h is what the broker knew some seconds before it stopped; a lower one is always right. Legitimate: no checkpoint,
 * which is a replica that never had a high watermark. Not judged: replicas with damage, and partitions of which a fault took data or an
 * allowed unclean election cut off a tail, for the log may then end below what the checkpoint remembers. Counts
 * {@code checkpointed-high-watermarks}.
 */
public final class HighWatermarkCheckpoint extends ReplicaRule {
    /** The rule. */
    public HighWatermarkCheckpoint() {
        super("high-watermark-checkpoint");
    }

    @Override
    void judge(Subject subject, Evidence evidence, RuleFindings findings) {
        findings.count("checkpointed-high-watermarks", 0);
        boolean mayBeShort = subject.permitted().losesData(subject.number())
                || !subject.permitted().uncleanEpochs(subject.number()).isEmpty();
        for (ReplicaLog log : subject.replicas()) {
            if (!mayBeShort
                    && log.damages().isEmpty()
                    && log.checkpointedHighWatermark().isPresent()) {
                findings.count("checkpointed-high-watermarks", 1);
                within(subject, log, log.checkpointedHighWatermark().getAsLong(), findings);
            }
        }
    }

    private static void within(Subject subject, ReplicaLog log, long highWatermark, RuleFindings findings) {
        if (highWatermark < log.logStartOffset() || highWatermark > log.logEndOffset()) {
            findings.broken(
                    HighWatermarkRule.TYPE,
                    subject.partition(),
                    -1,
                    subject.partition() + ": the checkpoint of broker " + log.broker() + " has the high watermark "
                            + highWatermark + ", outside its log from " + log.logStartOffset() + " to "
                            + log.logEndOffset(),
                    List.of(RuleFindings.disk("broker " + log.broker() + ": high watermark " + highWatermark
                            + " in replication-offset-checkpoint, log " + log.logStartOffset() + " to "
                            + log.logEndOffset())));
        }
    }
}
