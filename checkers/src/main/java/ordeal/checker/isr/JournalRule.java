package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.journal.Cuts;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.journal.Journals;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.StatesByEpoch;

/**
 * A rule about what brokers wrote in their protocol journals. Lines are ordered against ZooKeeper's log by partition epoch, and between
 * brokers only by leader epoch; clocks order nothing. A system that keeps no journal is not judged.
 */
abstract class JournalRule implements Checker {
    private final String name;

    JournalRule(String name) {
        this.name = name;
    }

    /** What is known: the journals at hand, and ZooKeeper's states by partition epoch. */
    record Told(Evidence evidence, ClusterTimeline timeline, StatesByEpoch states, Journals journals) {
        /** The state that a broker in a leader epoch knew, where ZooKeeper has it with that leader epoch. */
        Optional<PartitionState> stateOf(Partition partition, int partitionEpoch, int leaderEpoch) {
            return states.at(partition, partitionEpoch).filter(state -> state.leaderEpoch() == leaderEpoch);
        }
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
        Optional<ClusterTimeline> timeline = Needed.of(evidence.zookeeper(), findings);
        Journals journals = Journals.needed(evidence.run(), evidence.journals(), findings);
        if (timeline.isPresent() && !journals.all().isEmpty()) {
            judge(new Told(evidence, timeline.get(), new StatesByEpoch(timeline.get()), journals), findings);
        }
        return findings.result(name, promise());
    }

    /** Judges the journals that are at hand. */
    abstract void judge(Told told, RuleFindings findings);

    static Anomaly.Witness witness(JournalLine line, RuleFindings findings) {
        return findings.journal(line.epochMs(), line.describe());
    }

    static Anomaly.Witness witness(PartitionState state, RuleFindings findings) {
        return findings.zookeeper(state.epochMs(), state.toString());
    }

    /** Truncations as witnesses. */
    static List<Anomaly.Witness> witnesses(List<Cuts.Cut> cuts, RuleFindings findings) {
        List<Anomaly.Witness> witnesses = new ArrayList<>();
        cuts.forEach(cut -> witnesses.add(findings.journal(cut.line().epochMs(), cut.sentence())));
        return witnesses;
    }
}
