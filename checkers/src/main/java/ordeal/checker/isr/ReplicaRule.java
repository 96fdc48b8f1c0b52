package ordeal.checker.isr;

import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;

/** A rule about what lies on the brokers' disks, judged partition by partition. */
abstract class ReplicaRule implements Checker {
    /** The anomaly's word for replicas that should agree and do not, and for a log that contradicts itself. */
    static final String DIVERGENCE = "replica-divergence";

    private final String name;

    ReplicaRule(String name) {
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
        Replicas replicas = Replicas.of(evidence, findings);
        LossExemption permitted = LossExemption.of(evidence);
        Culprits culprits = Culprits.of(evidence);
        List<Partition> partitions = evidence.run().partitions();
        for (int number = 0; number < partitions.size(); number++) {
            if (replicas.of(number).isEmpty()) {
                findings.unjudged("no disk holds a replica of " + partitions.get(number));
            }
            judge(
                    new Subject(number, partitions.get(number), replicas.of(number), permitted, culprits),
                    evidence,
                    findings);
        }
        return findings.result(name, promise());
    }

    /** Judges one partition. */
    abstract void judge(Subject subject, Evidence evidence, RuleFindings findings);

    /**
     * A partition to judge.
     *
     * @param number the run's number of the partition
     * @param replicas its replicas, by broker
     * @param permitted what the settings permit to be lost
     * @param culprits who took away what is gone
     */
    record Subject(
            int number, Partition partition, List<ReplicaLog> replicas, LossExemption permitted, Culprits culprits) {
        Subject {
            replicas = List.copyOf(replicas);
        }

        /** Reports a divergence that shows at an offset of these replicas, and that nothing permits. */
        void diverged(RuleFindings findings, long offset, String summary, ReplicaLog... logs) {
            diverged(findings, offset, Optional.empty(), summary, logs);
        }

        /** Reports a divergence that shows at an offset of these replicas, with what permits it. */
        void diverged(
                RuleFindings findings,
                long offset,
                Optional<String> permittedCause,
                String summary,
                ReplicaLog... logs) {
            findings.broken(
                    DIVERGENCE,
                    partition,
                    -1,
                    partition + ": " + summary,
                    List.of(logs).stream()
                            .map(log -> RuleFindings.disk(LogComparison.describe(log, offset)))
                            .toList(),
                    permittedCause);
        }
    }
}
