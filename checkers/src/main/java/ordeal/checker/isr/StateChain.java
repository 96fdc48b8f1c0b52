package ordeal.checker.isr;

import java.util.Optional;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.Operation;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 3, the chain of states. For each write S to S' of a partition's state:
 *
 * <ul>
 *   <li>pe' = pe + 1, and a creation has pe' = 0; what was there before is created anew only when its topic was deleted meanwhile;
 *   <li>le' is le or le + 1;
 *   <li>leader' differs from leader only with le' = le + 1. So a write that keeps le, as a leader's own change of its ISR does,
 *       keeps the leader.
 * </ul>
 *
 * <p>Legitimate: le + 1 without a change of leader (a replica removed from the ISR, a reassignment); le raised twice because the
 * answer to the first write was lost (two writes, one step each); leader -1 (nobody left to lead).
 *
 * <p>Counts {@code leader-changes}, {@code isr-shrinks} and {@code isr-expansions}.
 */
public final class StateChain extends StateRule {
    /** The rule. */
    public StateChain() {
        super("isr-state-chain");
    }

    @Override
    void judge(StateChange change, ClusterTimeline timeline, RuleFindings findings) {
        findings.count("leader-changes", change.electsAnother() ? 1 : 0);
        findings.count("isr-shrinks", change.removed().isEmpty() ? 0 : 1);
        findings.count("isr-expansions", change.added().isEmpty() ? 0 : 1);
        PartitionState after = change.after();
        if (change.before().isEmpty()) {
            if (after.partitionEpoch() != 0) {
                broken(change, findings, "the state was created at partition epoch " + after.partitionEpoch());
            }
            if (replacesThatOfALivingTopic(change, timeline)) {
                broken(change, findings, "the state was created anew, and its topic had not been deleted");
            }
            return;
        }
        PartitionState before = change.before().get();
        if (after.partitionEpoch() != before.partitionEpoch() + 1) {
            broken(
                    change,
                    findings,
                    "partition epoch went from " + before.partitionEpoch() + " to " + after.partitionEpoch());
        }
        int step = after.leaderEpoch() - before.leaderEpoch();
        if (step != 0 && step != 1) {
            broken(
                    change,
                    findings,
                    "leader epoch went from " + before.leaderEpoch() + " to " + after.leaderEpoch() + " in one write");
        } else if (step == 0 && before.leader() != after.leader()) {
            broken(
                    change,
                    findings,
                    "leader went from " + before.leader() + " to " + after.leader() + " within leader epoch "
                            + after.leaderEpoch());
        }
    }

    private static boolean replacesThatOfALivingTopic(StateChange change, ClusterTimeline timeline) {
        Optional<PartitionState> earlier =
                timeline.stateAt(change.partition(), change.after().zxid() - 1);
        String topic = "/brokers/topics/" + change.partition().topic();
        return earlier.isPresent()
                && timeline.transactions()
                        .map(all -> all.stream()
                                .filter(one -> one.zxid() > earlier.get().zxid()
                                        && one.zxid() <= change.after().zxid())
                                .flatMap(one -> one.operations().stream())
                                .noneMatch(new Operation.Delete(topic)::equals))
                        .orElse(false);
    }
}
