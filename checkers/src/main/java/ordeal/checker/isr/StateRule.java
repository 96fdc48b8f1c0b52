package ordeal.checker.isr;

import java.util.List;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;

/** A rule about single writes of partition states, judged from ZooKeeper's log alone. */
abstract class StateRule implements Checker {
    /** The leader of a partition that has none. */
    static final int NO_LEADER = -1;
    /** The anomaly's word. */
    static final String TYPE = "isr-rule-broken";

    private final String name;

    StateRule(String name) {
        this.name = name;
    }

    @Override
    public final String name() {
        return name;
    }

    @Override
    public final Promise promise() {
        return Promise.ISR;
    }

    @Override
    public final CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        switch (evidence.zookeeper()) {
            case Part.Missing<ClusterTimeline>(String reason) -> findings.unjudged(reason);
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) -> judgeAll(timeline, findings);
        }
        return findings.result(name, promise());
    }

    /** Judges one write. */
    abstract void judge(StateChange change, ClusterTimeline timeline, RuleFindings findings);

    final void broken(StateChange change, RuleFindings findings, String summary) {
        long epochMs = change.after().epochMs();
        findings.broken(
                TYPE,
                change.partition(),
                epochMs,
                change.partition() + ": " + summary,
                List.of(findings.zookeeper(epochMs, change.describe())));
    }

    private void judgeAll(ClusterTimeline timeline, RuleFindings findings) {
        findings.count("state-writes", 0);
        for (Partition partition : findings.run().partitions()) {
            List<StateChange> changes = StateChange.of(timeline, partition);
            if (changes.isEmpty()) {
                findings.unjudged("ZooKeeper's log holds no state of " + partition);
            }
            findings.count("state-writes", changes.size());
            changes.forEach(change -> judge(change, timeline, findings));
        }
    }
}
