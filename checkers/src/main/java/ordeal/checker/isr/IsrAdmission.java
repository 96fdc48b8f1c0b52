package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ordeal.checker.Partition;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry.IsrProposed;
import ordeal.checker.journal.JournalEntry.ReplicaEvidence;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 6 as far as journals tell it, expansion. Each replica that a leader of epoch e asks to add had shown, by a fetch that carried e, a
 * log end not below the leader's high watermark and not below the start of e. Each write that changes an ISR within a leader epoch was
 * asked for by that epoch's leader, for the partition epoch before it.
 *
 * <p>A proposal is written before it is sent, so a change that the leader's journal lacks was not asked for. Legitimate: proposals that
 * come to nothing, also a zombie's.
 */
public final class IsrAdmission extends JournalRule {
    /** The rule. */
    public IsrAdmission() {
        super("isr-admission");
    }

    private record Asked(Partition partition, int partitionEpoch, int leaderEpoch, int leader, Set<Integer> isr) {}

    @Override
    void judge(Told told, RuleFindings findings) {
        Set<Asked> asked = new HashSet<>();
        findings.count("isr-proposals", 0);
        for (JournalLine line : told.journals().deeds()) {
            if (line.entry() instanceof IsrProposed proposed) {
                findings.count("isr-proposals", 1);
                asked.add(new Asked(
                        proposed.partition(),
                        proposed.partitionEpoch(),
                        proposed.leaderEpoch(),
                        line.broker(),
                        Set.copyOf(proposed.isr())));
                admitted(line, proposed, told, findings);
            }
        }
        for (Partition partition : told.evidence().run().partitions()) {
            for (StateChange change : StateChange.of(told.timeline(), partition)) {
                asFor(change, asked, told, findings);
            }
        }
    }

    private static void admitted(JournalLine line, IsrProposed proposed, Told told, RuleFindings findings) {
        Optional<PartitionState> before =
                told.stateOf(proposed.partition(), proposed.partitionEpoch(), proposed.leaderEpoch());
        Set<Integer> added = new TreeSet<>(proposed.isr());
        before.ifPresent(state -> state.isr().forEach(added::remove));
        added.remove(line.broker());
        for (ReplicaEvidence shown : proposed.evidence()) {
            added.remove(shown.replica());
            faultOf(shown, proposed)
                    .ifPresent(fault -> broken(
                            line,
                            proposed,
                            before,
                            "broker " + shown.replica() + " was to join the ISR although " + fault,
                            findings));
        }
        if (before.isPresent()) {
            for (int replica : added) {
                broken(
                        line,
                        proposed,
                        before,
                        "broker " + replica + " was to join the ISR although no fetch of its is named that showed where"
                                + " its log ends",
                        findings);
            }
        }
    }

    private static Optional<String> faultOf(ReplicaEvidence shown, IsrProposed proposed) {
        if (shown.fetchLeaderEpoch() != proposed.leaderEpoch()) {
            return Optional.of("its fetch carried leader epoch " + shown.fetchLeaderEpoch() + " instead of "
                    + proposed.leaderEpoch());
        }
        if (shown.logEndOffset() < proposed.highWatermark()) {
            return Optional.of("its log ended at " + shown.logEndOffset() + ", below the high watermark "
                    + proposed.highWatermark());
        }
        if (shown.logEndOffset() < proposed.leaderEpochStartOffset()) {
            return Optional.of("its log ended at " + shown.logEndOffset() + ", below the start "
                    + proposed.leaderEpochStartOffset() + " of leader epoch " + proposed.leaderEpoch());
        }
        return Optional.empty();
    }

    private static void asFor(StateChange change, Set<Asked> asked, Told told, RuleFindings findings) {
        if (change.before().isEmpty()) {
            return;
        }
        PartitionState before = change.before().get();
        PartitionState after = change.after();
        boolean withinEpoch = before.leaderEpoch() == after.leaderEpoch() && before.leader() == after.leader();
        Set<Integer> isr = new HashSet<>(after.isr());
        Optional<BrokerJournal> journal = told.journals().of(before.leader());
        if (!withinEpoch || journal.isEmpty() || isr.equals(new HashSet<>(before.isr()))) {
            return;
        }
        findings.count("isr-changes-within-epochs", 1);
        Asked wanted = new Asked(
                change.partition(), before.partitionEpoch(), before.leaderEpoch(), before.leader(), Set.copyOf(isr));
        if (!asked.contains(wanted)) {
            findings.broken(
                    StateRule.TYPE,
                    change.partition(),
                    after.epochMs(),
                    change.partition() + ": the ISR went from " + before.isr() + " to " + after.isr()
                            + " within leader epoch " + after.leaderEpoch() + " although its leader, broker "
                            + before.leader() + ", did not ask for that",
                    List.of(findings.zookeeper(after.epochMs(), change.describe())));
        }
    }

    private static void broken(
            JournalLine line,
            IsrProposed proposed,
            Optional<PartitionState> before,
            String summary,
            RuleFindings findings) {
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(witness(line, findings));
        before.ifPresent(state -> witness.add(witness(state, findings)));
        findings.broken(
                StateRule.TYPE, proposed.partition(), line.epochMs(), proposed.partition() + ": " + summary, witness);
    }
}
