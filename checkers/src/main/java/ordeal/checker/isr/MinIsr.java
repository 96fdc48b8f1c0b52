package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.HistorySource;
import ordeal.checker.isr.AckedSends.Ack;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;

/**
 * Row 16, the minimum ISR. For each send that all in-sync replicas acknowledged in epoch e: among the ISRs of epoch e that its
 * leader may have had in view between the send and the acknowledgement ({@link LeaderView}), one has at least
 * min(min.insync.replicas, number of replicas) members.
 *
 * <p>A coarse rule, for it relates the clients' clock to ZooKeeper's and guesses what the leader knew; it errs towards silence.
 * Not judged: sends whose value is on no disk, because their epoch is not known (counted as {@code sends-without-epoch}).
 */
public final class MinIsr implements Checker {
    @Override
    public String name() {
        return "min-isr";
    }

    @Override
    public Promise promise() {
        return Promise.ISR;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        Optional<ClusterTimeline> timeline = Needed.of(evidence.zookeeper(), findings);
        Optional<HistorySource> history = Needed.of(evidence.history(), findings);
        Optional<List<FaultRecord>> faults = Needed.of(evidence.faults(), findings);
        if (timeline.isPresent() && history.isPresent() && faults.isPresent()) {
            AckEpochs epochs = new AckEpochs(evidence.run(), timeline.get(), Replicas.of(evidence, findings));
            List<LeaderView> views = new ArrayList<>();
            List<Partition> partitions = evidence.run().partitions();
            for (Partition partition : partitions) {
                views.add(new LeaderView(partition, timeline.get(), evidence.run(), faults.get()));
            }
            findings.count("acknowledged-sends", 0);
            AckedSends.forEach(evidence.run(), history.get(), ack -> {
                findings.count("acknowledged-sends", 1);
                judge(
                        ack,
                        partitions.get(ack.partition()),
                        epochs.onDisk(ack),
                        views.get(ack.partition()),
                        timeline.get(),
                        findings);
            });
        }
        return findings.result(name(), promise());
    }

    private static void judge(
            Ack ack, Partition partition, int epoch, LeaderView view, ClusterTimeline timeline, RuleFindings findings) {
        if (epoch < 0) {
            findings.count("sends-without-epoch", 1);
            return;
        }
        int replicas = timeline.assignments().getOrDefault(partition, List.of()).size();
        int required = Math.min(findings.run().topicOf(partition).minInsyncReplicas(), replicas);
        long fromMs = findings.run().startedEpochMs() + ack.invokedNanos() / 1_000_000;
        long toMs = findings.run().startedEpochMs() + ack.completedNanos() / 1_000_000 + 1;
        List<LeaderView.Seen> seen = view.during(epoch, fromMs, toMs);
        if (seen.isEmpty() || seen.stream().anyMatch(isr -> isr.isrSize() >= required)) {
            return;
        }
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(RuleFindings.history(
                ack.completedNanos(),
                ack.describe() + " in leader epoch " + epoch + ", sent at " + RunClock.seconds(ack.invokedNanos())));
        seen.forEach(isr -> witness.add(
                findings.zookeeper(isr.state().epochMs(), isr.state().toString())));
        findings.broken(
                StateRule.TYPE,
                partition,
                toMs,
                partition + ": offset " + ack.offset() + " was acknowledged while the ISR had fewer than " + required
                        + " members",
                witness);
    }
}
