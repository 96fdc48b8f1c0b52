package ordeal.checker.assumption;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Findings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;

/**
 * What ZooKeeper's log must show of a fault that held followers' fetches. Formally, for every fault that held, from t to u, nothing but
 * links which brokers dial to one broker l: if u - t is at least w = 1.5 * replica.lag.time.max + 2 s, no other fault lasted between t - 1 s
 * and t + w, and five records a second were to be sent to each partition, then for each partition that l led at t and each broker that
 * dialled and was in its ISR, by u a state has another leader or an ISR without that broker.
 *
 * <p>A leader looks for laggards every half of the lag time, hence one and a half. What l itself dials is not held, so it can ask the
 * controller. Whether requests or answers are held is all one: a fetch that is not answered is not followed by another that shows progress.
 */
final class DueShrinks {
    private static final String BROKER = "broker-";
    private static final long SECOND = 1_000_000_000L;
    private static final long SLACK = 2 * SECOND;
    private static final double SENDS_PER_PARTITION = 5;

    private final RunDescription run;
    private final ClusterTimeline timeline;
    private final List<FaultRecord> faults;
    private final RunClock clock;
    private final long dueNanos;

    DueShrinks(RunDescription run, ClusterTimeline timeline, List<FaultRecord> faults) {
        this.run = run;
        this.timeline = timeline;
        this.faults = List.copyOf(faults);
        this.clock = RunClock.of(run);
        this.dueNanos = run.cluster().replicaLagTimeMaxMs() * 1_500_000L + SLACK;
    }

    /** Counts what was due and what of it was seen, and tells what was not. */
    List<Doubt> judge(Findings findings) {
        List<Doubt> doubts = new ArrayList<>();
        boolean busy = run.workload().ratePerSecond()
                >= SENDS_PER_PARTITION * run.partitions().size();
        for (FaultRecord fault : faults) {
            Optional<String> leader = leaderOf(fault);
            if (busy && leader.isPresent() && heldLongEnough(fault) && alone(fault)) {
                int broker = Integer.parseInt(leader.get().substring(BROKER.length()));
                run.partitions().forEach(partition -> judge(fault, broker, partition, doubts, findings));
            }
        }
        return doubts;
    }

    /** The one broker to which every held link is dialled, all by brokers; empty for a fault that holds anything else, or nothing. */
    private static Optional<String> leaderOf(FaultRecord fault) {
        Set<String> servers = new TreeSet<>();
        for (FaultRecord.HeldLink link : fault.heldLinks()) {
            if (!isBroker(link.dialler()) || !isBroker(link.server())) {
                return Optional.empty();
            }
            servers.add(link.server());
        }
        return servers.size() == 1 ? servers.stream().findFirst() : Optional.empty();
    }

    private static boolean isBroker(String node) {
        return node.matches(BROKER + "\\d{1,9}");
    }

    private boolean heldLongEnough(FaultRecord fault) {
        return fault.status() == FaultRecord.Status.HEALED
                && fault.injectedNanos() >= 0
                && fault.healedNanos() - fault.injectedNanos() >= dueNanos;
    }

    private boolean alone(FaultRecord fault) {
        return faults.stream()
                .filter(other -> other.id() != fault.id())
                .noneMatch(other ->
                        DueEffects.overlaps(other, fault.injectedNanos() - SECOND, fault.injectedNanos() + dueNanos));
    }

    private void judge(FaultRecord fault, int leader, Partition partition, List<Doubt> doubts, Findings findings) {
        Optional<PartitionState> whenHit = timeline.states(partition).stream()
                .filter(state -> clock.nanosAt(state.epochMs()) <= fault.injectedNanos())
                .reduce((_, later) -> later);
        if (whenHit.isEmpty() || whenHit.get().leader() != leader) {
            return;
        }
        Set<Integer> diallers = new TreeSet<>();
        fault.heldLinks()
                .forEach(link -> diallers.add(Integer.parseInt(link.dialler().substring(BROKER.length()))));
        for (int follower : diallers) {
            if (!whenHit.get().isr().contains(follower)) {
                continue;
            }
            boolean left = timeline.states(partition).stream()
                    .filter(state -> state.zxid() > whenHit.get().zxid()
                            && clock.nanosAt(state.epochMs()) <= fault.healedNanos() + RunClock.SLACK_NANOS)
                    .anyMatch(state -> state.leader() != leader || !state.isr().contains(follower));
            findings.count(DueEffects.ISR_CHANGES, left ? 1 : 0);
            findings.count(Floors.FLOOR + DueEffects.ISR_CHANGES, 1);
            if (!left) {
                doubts.add(new Doubt.WithoutEffect(
                        fault.id(),
                        fault.description(),
                        "taken broker " + follower + " out of the ISR of " + partition));
            }
        }
    }
}
