package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.culprit.Gone;
import ordeal.checker.culprit.Removal;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistorySource;
import ordeal.checker.isr.AckedSends.Ack;
import ordeal.checker.journal.Journals;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * Row 12, leader completeness. Let H_e be one more than the greatest offset acknowledged by all in-sync replicas in an epoch up to
 * e. Then each broker that becomes leader of an epoch e' greater than e starts it at an offset not below H_e. That the logs below
 * H_e are equal is judged by {@link LogMatching} and {@link IsrCompleteness} on what is left on the disks.
 *
 * <p>An acknowledgement's epoch is that of the batch at its offset on any disk, see {@link AckEpochs}, or a later one: see
 * {@link Leaderships}. Legitimate: an allowed unclean election may start anywhere, and later leaders need to hold of the epochs before
 * it only what it held. Permitted: a leader from whose disk a fault had taken it, and leaders after that one, need not hold what was taken, see
 * {@link LossyLeaders}.
 *
 * <p>Where brokers keep journals, the same holds with H_e as the greatest high watermark that they tell of in an epoch up to e. That binds
 * zombies: what one commits after the next leader began must lie below that leader's start.
 */
public final class LeaderCompleteness implements Checker {
    @Override
    public String name() {
        return "leader-completeness";
    }

    @Override
    public Promise promise() {
        return Promise.ISR;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        Optional<ClusterTimeline> timeline = Needed.of(evidence.zookeeper(), findings);
        Optional<HistorySource> history = Needed.of(evidence.history(), findings);
        List<RoleChange> roles = RoleChanges.of(evidence, findings);
        if (timeline.isPresent() && history.isPresent() && !roles.isEmpty()) {
            LossExemption permitted = LossExemption.of(evidence);
            Journals journals = Journals.present(evidence.journals());
            Culprits culprits = Culprits.of(evidence);
            missing(evidence, timeline.get(), history.get(), roles, permitted, findings)
                    .forEach((role, ack) -> lacksAcknowledged(role, ack, culprits, findings));
            CommittedEnds committed = CommittedEnds.of(journals);
            roles.forEach(role -> holdsCommitted(role, committed, permitted, culprits, findings));
        }
        return findings.result(name(), promise());
    }

    /** For each leader that lacks what was acknowledged before its epoch: of that, the send with the greatest offset. */
    private static Map<RoleChange, Ack> missing(
            Evidence evidence,
            ClusterTimeline timeline,
            HistorySource history,
            List<RoleChange> roles,
            LossExemption permitted,
            RuleFindings findings) {
        AckEpochs epochs = new AckEpochs(evidence.run(), timeline, Replicas.of(evidence, findings));
        List<Leaderships> leaderships = new ArrayList<>();
        for (int partition = 0; partition < evidence.run().partitions().size(); partition++) {
            leaderships.add(
                    Leaderships.of(partition, roles, permitted.uncleanEpochs(partition), timeline, evidence.run()));
        }
        Map<RoleChange, Ack> missing = new LinkedHashMap<>();
        findings.count("acknowledged-sends", 0);
        AckedSends.forEach(evidence.run(), history, ack -> {
            findings.count("acknowledged-sends", 1);
            leaderships
                    .get(ack.partition())
                    .lacking(ack, epochs.latestOf(ack))
                    .filter(role -> permitted
                            .dataLossBetween(ack.partition(), epochs.onDisk(ack), role.leaderEpoch(), ack.offset())
                            .isEmpty())
                    .forEach(role ->
                            missing.merge(role, ack, (one, other) -> one.offset() >= other.offset() ? one : other));
        });
        return missing;
    }

    private static void lacksAcknowledged(RoleChange role, Ack ack, Culprits culprits, RuleFindings findings) {
        Gone gone = new Gone(
                role.partition(),
                ack.offset(),
                culprits.epochOnDisk(role.partition(), ack.offset(), ack.value()),
                ack.invokedNanos(),
                ack.completedNanos());
        report(
                role,
                RuleFindings.history(ack.completedNanos(), ack.describe()),
                ", without acknowledged offset " + ack.offset() + " of an earlier epoch",
                culprits.removal(gone, culprits.election(role.partition(), role.leaderEpoch())),
                findings);
    }

    /** What an earlier epoch's leader had committed, as the journals say, lies below the start of this one. */
    private static void holdsCommitted(
            RoleChange role,
            CommittedEnds committed,
            LossExemption permitted,
            Culprits culprits,
            RuleFindings findings) {
        Partition partition = findings.run().partitions().get(role.partition());
        Optional<CommittedEnds.End> end = committed.before(partition, role.partition(), role.leaderEpoch(), permitted);
        if (end.isPresent() && role.startOffset() < end.get().offset()) {
            int epoch = end.get().leaderEpoch();
            Gone gone = new Gone(role.partition(), end.get().offset() - 1, OptionalInt.of(epoch), -1, -1);
            report(
                    role,
                    JournalRule.witness(end.get().line(), findings),
                    ", below the high watermark " + end.get().offset() + " of leader epoch " + epoch,
                    culprits.removal(gone, culprits.election(role.partition(), role.leaderEpoch())),
                    findings);
        }
    }

    /** The leader that began too low: what it had to hold, who cut that off, and the election. */
    private static void report(
            RoleChange role, Anomaly.Witness held, String lacks, Removal removal, RuleFindings findings) {
        Partition partition = findings.run().partitions().get(role.partition());
        Set<Anomaly.Witness> witness = new LinkedHashSet<>();
        witness.add(held);
        witness.addAll(removal.witnesses());
        witness.add(findings.log(role.epochMs(), role.line()));
        findings.broken(
                IsrCompleteness.MISSING,
                partition,
                role.epochMs(),
                partition + ": broker " + role.broker() + " became leader in epoch " + role.leaderEpoch()
                        + " from offset " + role.startOffset() + lacks
                        + removal.truncation().map(clause -> "; " + clause).orElse(""),
                List.copyOf(witness));
    }
}
