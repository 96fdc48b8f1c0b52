package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.culprit.Gone;
import ordeal.checker.culprit.Removal;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistorySource;
import ordeal.checker.isr.ReplicaRule.Subject;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * The part of StrongIsr that disks can show. Let S be the state of a partition at the run's final transaction and H one more than
 * the greatest offset acknowledged by all in-sync replicas. Then each member of S.isr holds every offset below H, and the same
 * batches there as the leader.
 *
 * <p>Whether the leader itself holds what was acknowledged is the durability checker's. Legitimate: whatever lies at or above H;
 * replicas outside the final ISR. Permitted: records at offsets that an allowed unclean election or a fault's loss of data covers,
 * unless some member of the ISR still holds an acknowledged record at or above: then the others have to hold it too, for whoever
 * lost it left the ISR and came back only after fetching it. And batches in which a fault flipped a bit, which nobody need have noticed.
 */
public final class IsrCompleteness implements Checker {
    static final String MISSING = "isr-missing-record";

    @Override
    public String name() {
        return "isr-holds-committed";
    }

    @Override
    public Promise promise() {
        return Promise.ISR;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        Optional<ClusterTimeline> timeline = Needed.of(evidence.zookeeper(), findings);
        Optional<Collection> collection = Needed.of(evidence.collection(), findings);
        Optional<HistorySource> history = Needed.of(evidence.history(), findings);
        if (timeline.isPresent() && collection.isPresent() && history.isPresent()) {
            HighestAcks acks = HighestAcks.of(evidence.run(), history.get(), findings);
            Replicas replicas = Replicas.of(evidence, findings);
            HighestAcks held = heldByMembers(evidence, timeline.get(), collection.get(), history.get(), replicas);
            LossExemption permitted = LossExemption.of(evidence);
            Culprits culprits = Culprits.of(evidence);
            List<Partition> partitions = evidence.run().partitions();
            for (int number = 0; number < partitions.size(); number++) {
                Optional<PartitionState> state = timeline.get()
                        .stateAt(partitions.get(number), collection.get().finalZxid());
                Subject subject = new Subject(number, partitions.get(number), replicas.of(number), permitted, culprits);
                long heldEnd = held.of(number).map(ack -> ack.offset() + 1).orElse(0L);
                if (state.isEmpty()) {
                    findings.unjudged("ZooKeeper's log holds no state of " + subject.partition());
                } else if (acks.of(number).isPresent()) {
                    judge(subject, state.get(), acks.of(number).get(), heldEnd, evidence, findings);
                }
            }
        }
        return findings.result(name(), promise());
    }

    /** The acknowledged sends that some member of the final ISR holds where they were acknowledged. */
    private static HighestAcks heldByMembers(
            Evidence evidence,
            ClusterTimeline timeline,
            Collection collection,
            HistorySource history,
            Replicas replicas) {
        List<List<ReplicaLog>> members = new ArrayList<>();
        List<Partition> partitions = evidence.run().partitions();
        for (int number = 0; number < partitions.size(); number++) {
            List<Integer> isr = timeline.stateAt(partitions.get(number), collection.finalZxid())
                    .map(PartitionState::isr)
                    .orElse(List.of());
            members.add(replicas.of(number).stream()
                    .filter(log -> isr.contains(log.broker()))
                    .toList());
        }
        return HighestAcks.where(
                evidence.run(),
                history,
                ack -> members.get(ack.partition()).stream().anyMatch(log -> log.valueAt(ack.offset()) == ack.value()));
    }

    private static void judge(
            Subject subject,
            PartitionState state,
            AckedSends.Ack highest,
            long heldEnd,
            Evidence evidence,
            RuleFindings findings) {
        List<ReplicaLog> members = new ArrayList<>();
        for (int broker : state.isr()) {
            Optional<ReplicaLog> log = subject.replicas().stream()
                    .filter(replica -> replica.broker() == broker)
                    .findFirst();
            if (log.isPresent()) {
                members.add(log.get());
                complete(subject, state, highest, heldEnd, log.get(), findings);
            } else if (evidence.replicas().get(broker) instanceof Part.Present<Map<Integer, ReplicaLog>>) {
                missing(subject, state, highest, heldEnd, broker, 0, findings);
            }
        }
        Optional<ReplicaLog> leader = members.stream()
                .filter(member -> member.broker() == state.leader())
                .findFirst()
                .or(() -> members.stream().findFirst());
        if (leader.isPresent()) {
            members.stream()
                    .filter(member -> member.broker() != leader.get().broker())
                    .forEach(member ->
                            same(subject, state, highest.offset() + 1, heldEnd, leader.get(), member, findings));
        }
    }

    private static void complete(
            Subject subject,
            PartitionState state,
            AckedSends.Ack highest,
            long heldEnd,
            ReplicaLog member,
            RuleFindings findings) {
        findings.count("isr-members-compared", 1);
        if (member.logEndOffset() <= highest.offset()) {
            missing(subject, state, highest, heldEnd, member.broker(), member.logEndOffset(), findings);
        }
    }

    private static void missing(
            Subject subject,
            PartitionState state,
            AckedSends.Ack highest,
            long heldEnd,
            int broker,
            long logEndOffset,
            RuleFindings findings) {
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(RuleFindings.history(highest.completedNanos(), highest.describe()));
        witness.add(findings.zookeeper(state.epochMs(), state.toString()));
        witness.add(RuleFindings.disk("broker " + broker + ": log end offset " + logEndOffset));
        Removal removal = subject.culprits()
                .removalFrom(
                        broker,
                        new Gone(
                                subject.number(),
                                highest.offset(),
                                subject.culprits().epochOnDisk(subject.number(), highest.offset(), highest.value()),
                                highest.invokedNanos(),
                                highest.completedNanos()));
        witness.addAll(removal.witnesses());
        findings.broken(
                MISSING,
                subject.partition(),
                -1,
                subject.partition() + ": broker " + broker + " is in the final ISR " + state.isr()
                        + " but its log ends at " + logEndOffset + ", below acknowledged offset " + highest.offset()
                        + removal.truncation().map(clause -> "; " + clause).orElse(""),
                witness,
                permittedAt(subject, logEndOffset, heldEnd));
    }

    private static void same(
            Subject subject,
            PartitionState state,
            long highWatermark,
            long heldEnd,
            ReplicaLog reference,
            ReplicaLog member,
            RuleFindings findings) {
        long from = Math.max(reference.logStartOffset(), member.logStartOffset());
        long to = Math.min(highWatermark, Math.min(reference.logEndOffset(), member.logEndOffset()));
        OptionalLong difference = subject.permitted().firstDifference(reference, member, from, to);
        if (difference.isPresent()) {
            long offset = difference.getAsLong();
            List<Anomaly.Witness> witness = new ArrayList<>();
            witness.add(findings.zookeeper(state.epochMs(), state.toString()));
            witness.add(RuleFindings.disk(LogComparison.describe(reference, offset)));
            witness.add(RuleFindings.disk(LogComparison.describe(member, offset)));
            ForkProof fork = ForkProof.of(subject.culprits(), subject.number(), reference, member, offset);
            witness.addAll(fork.witnesses());
            findings.broken(
                    MISSING,
                    subject.partition(),
                    -1,
                    subject.partition() + ": broker " + member.broker() + " is in the final ISR " + state.isr()
                            + " but differs from broker " + reference.broker() + " at offset " + offset
                            + ", below the acknowledged end " + highWatermark + fork.sentence(),
                    witness,
                    permittedAt(subject, offset, heldEnd));
        }
    }

    private static Optional<String> permittedAt(Subject subject, long offset, long heldEnd) {
        return offset < heldEnd ? Optional.empty() : subject.permitted().causeOf(subject.number(), offset);
    }
}
