package ordeal.checker.recovery;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Phase;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.Anomaly.Witness;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Findings;
import ordeal.checker.verdict.Promise;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * {@code not-recovered}: within the run's bound after the heal barrier every partition has a leader and a full ISR, and still has them
 * when the bound is reached, and has served a send and a read that began after the barrier. What becomes of leader and ISR after the bound
 * is not looked at. A harness that stalled for longer than the
 * ZooKeeper session timeout may itself have caused what it measured, so its timing verdict is unknown.
 */
public final class RecoveryChecker implements Checker {
    private static final String TYPE = "not-recovered";
    private static final long NANOS_PER_MS = 1_000_000L;

    @Override
    public String name() {
        return "recovery";
    }

    @Override
    public Promise promise() {
        return Promise.RECOVERY;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        Findings findings = new Findings();
        if (!(evidence.history() instanceof Part.Present<HistorySource>(HistorySource source))) {
            findings.unknown("no history");
        } else if (!(evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline))) {
            findings.unknown("ZooKeeper's log is missing");
        } else {
            judge(evidence, ServiceWatch.of(source), timeline, findings);
            countCosts(evidence, findings);
        }
        return findings.result(name(), promise());
    }

    private static void judge(Evidence evidence, ServiceWatch watch, ClusterTimeline timeline, Findings findings) {
        OptionalLong heal = watch.started(Phase.RECOVERY);
        Optional<FaultRecord> broken = brokenFault(evidence);
        long sessionNanos = evidence.run().cluster().sessionTimeoutMs() * NANOS_PER_MS;
        findings.count("longest-stall-ms", watch.longestStallNanos() / NANOS_PER_MS);
        if (heal.isEmpty()) {
            findings.unknown("the run never reached its heal barrier");
        } else if (broken.isPresent()) {
            findings.unknown("fault " + broken.get().id() + " (" + broken.get().description()
                    + ") broke, so nothing shows that the cluster was healed: "
                    + broken.get().reason());
        } else if (watch.longestStallNanos() > sessionNanos) {
            findings.unknown(String.format(
                    Locale.ROOT,
                    "the harness stalled for %d ms, longer than the session timeout of %d ms, so times say nothing",
                    watch.longestStallNanos() / NANOS_PER_MS,
                    evidence.run().cluster().sessionTimeoutMs()));
        } else {
            new Judgement(evidence, watch, timeline, heal.getAsLong(), findings).run();
        }
    }

    /** A fault that failed may have left something behind: what the cluster does then is not its own doing. */
    private static Optional<FaultRecord> brokenFault(Evidence evidence) {
        return evidence.faults() instanceof Part.Present<List<FaultRecord>>(List<FaultRecord> faults)
                ? faults.stream()
                        .filter(fault -> fault.status() == FaultRecord.Status.FAILED)
                        .findFirst()
                : Optional.empty();
    }

    private static void countCosts(Evidence evidence, Findings findings) {
        long longest = 0;
        long total = 0;
        long open = 0;
        List<FaultCost> costs = FaultCosts.of(evidence);
        for (FaultCost cost : costs) {
            for (PartitionCost partition : cost.partitions()) {
                total += partition.closedUnavailableNanos();
                longest = Math.max(longest, partition.longestClosedNanos());
                open += partition.windows().stream()
                        .filter(window -> window.isOpen())
                        .count();
            }
        }
        findings.count("faults-costed", costs.size());
        findings.count("unavailable-longest-ms", longest / NANOS_PER_MS);
        findings.count("unavailable-total-ms", total / NANOS_PER_MS);
        findings.count("unavailable-never-ended", open);
    }

    /** One judgement of all partitions. */
    private record Judgement(
            Evidence evidence, ServiceWatch watch, ClusterTimeline timeline, long healNanos, Findings findings) {
        void run() {
            findings.count(TYPE, 0);
            List<Partition> partitions = evidence.run().partitions();
            long slowest = 0;
            for (int number = 0; number < partitions.size(); number++) {
                slowest = Math.max(slowest, judge(number, partitions.get(number)));
            }
            findings.count("recovery-slowest-ms", slowest / NANOS_PER_MS);
        }

        /** Judges a partition, and returns how long after the heal barrier it had all that it needs. */
        private long judge(int number, Partition partition) {
            long boundNanos = evidence.run().recoveryBoundMs() * NANOS_PER_MS;
            IsrRecovery recovery = new IsrRecovery(
                    RunClock.of(evidence.run()), healNanos, healNanos + boundNanos + RunClock.SLACK_NANOS);
            List<PartitionState> states = statesThatCount(partition);
            Set<Integer> assigned = new HashSet<>(timeline.assignments().getOrDefault(partition, List.of()));
            Map<String, OptionalLong> parts = Map.of(
                    "a leader", recovery.since(states, state -> state.leader() >= 0),
                    "a full ISR", recovery.since(states, state -> fullIsr(state, assigned)),
                    "an acknowledged send", watch.firstAckNanos(number),
                    "a read", watch.firstReadNanos(number));
            long watchedNanos = watch.started(Phase.COLLECTION).orElse(Long.MAX_VALUE) - healNanos;
            long slowest = 0;
            for (String part : List.of("a leader", "a full ISR", "an acknowledged send", "a read")) {
                OptionalLong at = parts.getOrDefault(part, OptionalLong.empty());
                long tookNanos = at.isPresent() ? at.getAsLong() - healNanos : Long.MAX_VALUE;
                if (at.isEmpty() && watchedNanos < boundNanos) {
                    findings.unknown(String.format(
                            Locale.ROOT,
                            "%s did not have %s again, but was watched for only %d of the bound's %d ms",
                            partition,
                            part,
                            watchedNanos / NANOS_PER_MS,
                            boundNanos / NANOS_PER_MS));
                } else if (tookNanos > boundNanos + RunClock.SLACK_NANOS) {
                    report(partition, part, tookNanos, states);
                } else {
                    slowest = Math.max(slowest, tookNanos);
                }
            }
            return slowest;
        }

        private static boolean fullIsr(PartitionState state, Set<Integer> assigned) {
            return state.leader() >= 0 && !assigned.isEmpty() && new HashSet<>(state.isr()).containsAll(assigned);
        }

        /** The states up to the write with which the harness ended its observation; nodes are stopped after that. */
        private List<PartitionState> statesThatCount(Partition partition) {
            long lastZxid = evidence.collection() instanceof Part.Present<Collection>(Collection collection)
                    ? collection.finalZxid()
                    : timeline.lastZxid();
            return timeline.states(partition).stream()
                    .filter(state -> state.zxid() <= lastZxid)
                    .toList();
        }

        private void report(Partition partition, String part, long tookNanos, List<PartitionState> states) {
            String what = tookNanos == Long.MAX_VALUE
                    ? " did not have " + part + " again before the run ended"
                    : " had " + part + " only " + tookNanos / NANOS_PER_MS + " ms after the heal barrier";
            String summary =
                    partition + what + "; the bound is " + evidence.run().recoveryBoundMs() + " ms";
            Witness barrier = new Witness("history", healNanos, "the heal barrier");
            Witness last = states.isEmpty()
                    ? new Witness("zookeeper", -1, "no state of " + partition + " was ever written")
                    : describe(states.getLast());
            findings.anomaly(new Anomaly(TYPE, partition, summary, List.of(barrier, last), null, healNanos));
        }

        private Witness describe(PartitionState state) {
            return new Witness(
                    "zookeeper",
                    RunClock.of(evidence.run()).nanosAt(state.epochMs()),
                    String.format(
                            Locale.ROOT,
                            "transaction 0x%x: leader %d, ISR %s, leader epoch %d",
                            state.zxid(),
                            state.leader(),
                            state.isr(),
                            state.leaderEpoch()));
        }
    }
}
