package ordeal.checker.isr;

import java.util.HashSet;
import java.util.List;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * Row 4, the form of an ISR. For each state S: isr is not empty, names no broker twice, is a subset of the partition's replicas
 * at that transaction, and holds the leader unless the leader is -1.
 *
 * <p>Legitimate: leader -1 with an ISR of one dead member, the resting state of a partition that waits for it.
 */
public final class IsrForm extends StateRule {
    /** The rule. */
    public IsrForm() {
        super("isr-form");
    }

    @Override
    void judge(StateChange change, ClusterTimeline timeline, RuleFindings findings) {
        List<Integer> isr = change.after().isr();
        int leader = change.after().leader();
        List<Integer> replicas =
                timeline.replicasAt(change.partition(), change.after().zxid());
        if (isr.isEmpty()) {
            broken(change, findings, "the ISR is empty");
        }
        if (new HashSet<>(isr).size() < isr.size()) {
            broken(change, findings, "the ISR " + isr + " names a broker twice");
        }
        if (!replicas.isEmpty() && !replicas.containsAll(isr)) {
            broken(change, findings, "the ISR " + isr + " holds brokers that are no replicas " + replicas);
        }
        if (leader != NO_LEADER && !isr.contains(leader)) {
            broken(change, findings, "leader " + leader + " is not in the ISR " + isr);
        }
    }
}
