package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 6 as far as ZooKeeper tells it, expansion. For each write whose isr' has members that isr lacks, and that keeps the leader:
 * le' = le, and each added broker is registered.
 *
 * <p>An ISR that grows by an election is row 5's. Whether the added replica had caught up is not written in ZooKeeper. Legitimate:
 * a broker whose registration ended just before, see {@link LiveBrokers}.
 */
public final class IsrExpansion extends StateRule {
    /** The rule. */
    public IsrExpansion() {
        super("isr-expansion");
    }

    @Override
    void judge(StateChange change, ClusterTimeline timeline, RuleFindings findings) {
        List<Integer> added = change.added();
        if (added.isEmpty() || change.electsAnother() || change.before().isEmpty()) {
            return;
        }
        PartitionState after = change.after();
        if (after.leaderEpoch() != change.before().get().leaderEpoch()) {
            broken(
                    change,
                    findings,
                    "the ISR grew by " + added + " in the write that began leader epoch " + after.leaderEpoch());
        }
        LiveBrokers live = new LiveBrokers(timeline, findings.run());
        for (int broker : added) {
            if (!live.mayInclude(broker, after)) {
                broken(change, findings, "broker " + broker + " came into the ISR although it was not registered");
            }
        }
    }
}
