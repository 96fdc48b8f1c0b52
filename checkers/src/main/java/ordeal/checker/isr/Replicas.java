package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.RuleFindings;

/** The replicas found on the brokers' disks, grouped by partition. */
final class Replicas {
    private final Map<Integer, List<ReplicaLog>> byPartition = new TreeMap<>();

    private Replicas() {}

    /** All that was collected; a broker whose disk is missing makes the judgement incomplete. */
    static Replicas of(Evidence evidence, RuleFindings findings) {
        Replicas replicas = new Replicas();
        for (Map.Entry<Integer, Part<Map<Integer, ReplicaLog>>> entry : new TreeMap<>(evidence.replicas()).entrySet()) {
            switch (entry.getValue()) {
                case Part.Missing<Map<Integer, ReplicaLog>>(String reason) ->
                    findings.unjudged("disk of broker " + entry.getKey() + ": " + reason);
                case Part.Present<Map<Integer, ReplicaLog>>(Map<Integer, ReplicaLog> found) ->
                    found.forEach((partition, log) -> replicas.byPartition
                            .computeIfAbsent(partition, _ -> new ArrayList<>())
                            .add(log));
            }
        }
        if (evidence.replicas().isEmpty()) {
            findings.unjudged("no broker's disk was collected");
        }
        return replicas;
    }

    /** The replicas of a partition, by broker. */
    List<ReplicaLog> of(int partition) {
        return byPartition.getOrDefault(partition, List.of());
    }

    /** The leader epoch of the batch that holds this value at this offset on any disk; -1 when none does. */
    int epochOf(int partition, long offset, long value) {
        for (ReplicaLog log : of(partition)) {
            if (log.valueAt(offset) == value) {
                return log.epochAt(offset);
            }
        }
        return -1;
    }
}
