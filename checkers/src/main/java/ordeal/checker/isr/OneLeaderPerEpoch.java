package ordeal.checker.isr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 7, one leader per epoch. For each partition p and leader epoch e: at most one broker says that it became leader of p in e,
 * and it is the leader in the write of p's state that introduced e.
 *
 * <p>Legitimate: one broker that says so twice, after a restart that no controller noticed; epochs after the end of ZooKeeper's log.
 */
public final class OneLeaderPerEpoch implements Checker {
    static final String TYPE = "two-leaders";

    private record Tenure(int partition, int leaderEpoch) {}

    @Override
    public String name() {
        return "one-leader-per-epoch";
    }

    @Override
    public Promise promise() {
        return Promise.ISR;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        List<RoleChange> changes = RoleChanges.of(evidence, findings);
        twoBrokers(changes, findings);
        switch (evidence.zookeeper()) {
            case Part.Missing<ClusterTimeline>(String reason) -> findings.unjudged(reason);
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) ->
                changes.forEach(change -> againstZooKeeper(change, timeline, findings));
        }
        return findings.result(name(), promise());
    }

    private static void twoBrokers(List<RoleChange> changes, RuleFindings findings) {
        Map<Tenure, RoleChange> first = new HashMap<>();
        for (RoleChange change : changes) {
            RoleChange earlier = first.putIfAbsent(new Tenure(change.partition(), change.leaderEpoch()), change);
            if (earlier != null && earlier.broker() != change.broker()) {
                findings.broken(
                        TYPE,
                        partition(change, findings),
                        change.epochMs(),
                        "brokers " + earlier.broker() + " and " + change.broker() + " both led "
                                + partition(change, findings) + " in leader epoch " + change.leaderEpoch(),
                        List.of(
                                findings.log(earlier.epochMs(), earlier.line()),
                                findings.log(change.epochMs(), change.line())));
            }
        }
    }

    private static void againstZooKeeper(RoleChange change, ClusterTimeline timeline, RuleFindings findings) {
        Partition partition = partition(change, findings);
        List<PartitionState> states = timeline.states(partition);
        if (states.isEmpty() || change.leaderEpoch() > states.getLast().leaderEpoch()) {
            return;
        }
        Optional<PartitionState> introduced = states.stream()
                .filter(state -> state.leaderEpoch() == change.leaderEpoch())
                .findFirst();
        if (introduced.isPresent() && introduced.get().leader() == change.broker()) {
            return;
        }
        String said = introduced
                .map(state -> "ZooKeeper says broker " + state.leader())
                .orElse("ZooKeeper knows no such epoch");
        findings.broken(
                TYPE,
                partition,
                change.epochMs(),
                "broker " + change.broker() + " led " + partition + " in leader epoch " + change.leaderEpoch()
                        + ", but " + said,
                List.of(
                        findings.log(change.epochMs(), change.line()),
                        findings.zookeeper(
                                introduced.map(PartitionState::epochMs).orElse(-1L),
                                introduced.map(Object::toString).orElse("states of " + partition + ": " + states))));
    }

    private static Partition partition(RoleChange change, RuleFindings findings) {
        return findings.run().partitions().get(change.partition());
    }
}
