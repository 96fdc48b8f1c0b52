package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 5, clean election. For each write with leader L to L', L' not L and not -1: L' is in isr, L' is registered, and isr' is a
 * subset of isr. Where unclean election was allowed for the partition at that transaction, L' may come from outside isr, and then
 * isr' is L' alone.
 *
 * <p>Legitimate: unclean elections where allowed, which are counted as {@code unclean-elections}; the election of a broker whose
 * registration ended just before, see {@link LiveBrokers}.
 */
public final class CleanElection extends StateRule {
    /** The rule. */
    public CleanElection() {
        super("clean-election");
    }

    @Override
    void judge(StateChange change, ClusterTimeline timeline, RuleFindings findings) {
        findings.count("unclean-elections", change.unclean() ? 1 : 0);
        if (!change.electsAnother() || change.before().isEmpty()) {
            return;
        }
        PartitionState after = change.after();
        List<Integer> isr = change.before().get().isr();
        if (!new LiveBrokers(timeline, findings.run()).mayInclude(after.leader(), after)) {
            broken(change, findings, "broker " + after.leader() + " was elected although it was not registered");
        }
        if (isr.contains(after.leader())) {
            if (!isr.containsAll(after.isr())) {
                broken(change, findings, "an election let the ISR grow from " + isr + " to " + after.isr());
            }
        } else if (!timeline.uncleanElectionAllowed(change.partition(), after.zxid())) {
            broken(change, findings, "broker " + after.leader() + " was elected from outside the ISR " + isr);
        } else if (!after.isr().equals(List.of(after.leader()))) {
            broken(
                    change,
                    findings,
                    "broker " + after.leader() + " was elected from outside the ISR " + isr + ", which allows an ISR of"
                            + " itself alone, with ISR " + after.isr());
        }
    }
}
