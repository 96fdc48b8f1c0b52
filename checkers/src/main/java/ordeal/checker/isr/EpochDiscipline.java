package ordeal.checker.isr;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 8, the discipline of leader epochs. In every log: epochs do not decrease with the offset; the epoch checkpoint increases
 * strictly in both columns; a batch at or after the start of a checkpoint entry and before the start of the next one is of that
 * entry's epoch, and a checkpoint that has entries has one at or before the first batch; ZooKeeper knows each batch's epoch, and it
 * had a leader. So for each epoch with records the checkpoint says exactly where its first record lies, wherever the log holds it.
 *
 * <p>Legitimate: checkpoint entries without data; entries that start at or after the log's end, left behind by a truncation whose
 * new checkpoint was not yet written; a broker without a checkpoint file.
 */
public final class EpochDiscipline extends ReplicaRule {
    /** The rule. */
    public EpochDiscipline() {
        super("epoch-discipline");
    }

    @Override
    void judge(Subject subject, Evidence evidence, RuleFindings findings) {
        Map<Integer, Integer> leaders = leaders(subject, evidence, findings);
        for (ReplicaLog log : subject.replicas()) {
            checkpoint(subject, log, findings);
            batches(subject, log, leaders, findings);
        }
    }

    private static Map<Integer, Integer> leaders(Subject subject, Evidence evidence, RuleFindings findings) {
        Map<Integer, Integer> leaders = new HashMap<>();
        switch (evidence.zookeeper()) {
            case Part.Missing<ClusterTimeline>(String reason) -> findings.unjudged(reason);
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) -> {
                for (PartitionState state : timeline.states(subject.partition())) {
                    leaders.putIfAbsent(state.leaderEpoch(), state.leader());
                }
            }
        }
        return leaders;
    }

    private static void checkpoint(Subject subject, ReplicaLog log, RuleFindings findings) {
        List<ReplicaLog.EpochStart> entries = log.epochs();
        for (int i = 1; i < entries.size(); i++) {
            ReplicaLog.EpochStart before = entries.get(i - 1);
            ReplicaLog.EpochStart entry = entries.get(i);
            if (entry.epoch() <= before.epoch() || entry.startOffset() <= before.startOffset()) {
                subject.diverged(
                        findings,
                        entry.startOffset(),
                        "the epoch checkpoint of broker " + log.broker() + " goes from " + before + " to " + entry,
                        log);
                return;
            }
        }
    }

    private static void batches(Subject subject, ReplicaLog log, Map<Integer, Integer> leaders, RuleFindings findings) {
        int highest = -1;
        int entry = -1;
        List<ReplicaLog.EpochStart> entries = log.epochs();
        findings.count("batches", log.batches().size());
        for (ReplicaLog.Batch batch : log.batches()) {
            while (entry + 1 < entries.size() && entries.get(entry + 1).startOffset() <= batch.baseOffset()) {
                entry++;
            }
            String fault = null;
            if (batch.leaderEpoch() < highest) {
                fault = "leader epoch " + batch.leaderEpoch() + " after leader epoch " + highest;
            } else if (entry >= 0 && entries.get(entry).epoch() != batch.leaderEpoch()) {
                fault = "leader epoch " + batch.leaderEpoch() + " where the epoch checkpoint says "
                        + entries.get(entry).epoch();
            } else if (entry < 0 && !entries.isEmpty()) {
                fault = "leader epoch " + batch.leaderEpoch() + ", and the epoch checkpoint begins only with "
                        + entries.getFirst();
            } else if (!leaders.isEmpty() && leaders.getOrDefault(batch.leaderEpoch(), -1) < 0) {
                fault = "leader epoch " + batch.leaderEpoch() + ", in which ZooKeeper knows no leader";
            }
            if (fault != null) {
                subject.diverged(
                        findings,
                        batch.baseOffset(),
                        "the batch at offset " + batch.baseOffset() + " of broker " + log.broker() + " is of " + fault,
                        log);
                return;
            }
            highest = batch.leaderEpoch();
        }
    }
}
