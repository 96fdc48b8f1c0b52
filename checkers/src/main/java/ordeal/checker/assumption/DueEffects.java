package ordeal.checker.assumption;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Findings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;

/**
 * What ZooKeeper's log must show of a fault that took one broker away, if the fault did what it says. Formally, for every kill or pause
 * of one broker b that held from t to u:
 *
 * <ul>
 *   <li>if u - t is at least the session timeout and three seconds, and no other fault hit ZooKeeper meanwhile, b's registration
 *       ends by u;
 *   <li>if b's registration ended at g, b did not come back within two seconds (five if it was the controller), and no other fault lasted in
 *       that time or the second before it: each partition that b led at g, with another member of the ISR registered, has
 *       another leader within ten seconds of g; and each partition in whose ISR b was at t, with another member registered at
 *       g, has an ISR without b by then.
 * </ul>
 *
 * <p>What is due of held fetches says {@link DueShrinks}. Everything else a fault may do depends on more than its record says, so nothing is due of it. A broker that comes back sooner may be
 * taken for one that was never away. Nothing is due within ten seconds of the collection.
 */
final class DueEffects {
    static final String SESSION_ENDS = "session-ends-by-faults";
    static final String LEADER_CHANGES = "leader-changes-by-faults";
    static final String ISR_CHANGES = "isr-changes-by-faults";

    private static final Set<String> KINDS = Set.of("kill", "pause");
    private static final String BROKER = "broker-";
    private static final String ZOOKEEPER = "zookeeper";
    private static final long SECOND = 1_000_000_000L;
    private static final long SESSION_SLACK = 3 * SECOND;
    private static final long AWAY = 2 * SECOND;
    private static final long CONTROLLER_AWAY = 5 * SECOND;
    private static final long BOUND = 10 * SECOND;

    private final RunDescription run;
    private final ClusterTimeline timeline;
    private final List<FaultRecord> faults;
    private final RunClock clock;
    private final long endNanos;
    private final List<Doubt> doubts = new ArrayList<>();

    /**
     * The effects due in a run.
     *
     * @param endNanos when nodes began to be stopped for good
     */
    DueEffects(RunDescription run, ClusterTimeline timeline, List<FaultRecord> faults, long endNanos) {
        this.run = run;
        this.timeline = timeline;
        this.faults = List.copyOf(faults);
        this.clock = RunClock.of(run);
        this.endNanos = endNanos;
    }

    /** Counts what was due and what of it was seen, and tells what was not. */
    List<Doubt> judge(Findings findings) {
        for (String name : List.of(SESSION_ENDS, LEADER_CHANGES, ISR_CHANGES)) {
            findings.count(name, 0);
            findings.count(Floors.FLOOR + name, 0);
        }
        for (FaultRecord fault : faults) {
            OptionalInt broker = brokerOf(fault);
            if (broker.isPresent()) {
                lifeAt(broker.getAsInt(), fault.injectedNanos()).ifPresent(life -> judge(fault, life, findings));
            }
        }
        return doubts;
    }

    /** The one broker that a fault took away; empty for a fault of another kind. */
    private static OptionalInt brokerOf(FaultRecord fault) {
        boolean took = KINDS.contains(fault.kind())
                && fault.status() == FaultRecord.Status.HEALED
                && fault.injectedNanos() >= 0
                && fault.targets().size() == 1
                && fault.targets().getFirst().matches(BROKER + "\\d{1,9}");
        return took
                ? OptionalInt.of(Integer.parseInt(fault.targets().getFirst().substring(BROKER.length())))
                : OptionalInt.empty();
    }

    private Optional<Registration> lifeAt(int broker, long nanos) {
        return timeline.registrations().stream()
                .filter(life -> life.broker() == broker
                        && clock.nanosAt(life.fromEpochMs()) <= nanos
                        && clock.nanosAt(life.toEpochMs()) > nanos)
                .findFirst();
    }

    private void judge(FaultRecord fault, Registration life, Findings findings) {
        long goneNanos = clock.nanosAt(life.toEpochMs());
        boolean ended = goneNanos <= fault.healedNanos() + RunClock.SLACK_NANOS;
        long heldNanos = fault.healedNanos() - fault.injectedNanos();
        if (heldNanos >= run.cluster().sessionTimeoutMs() * 1_000_000L + SESSION_SLACK && !zookeeperHitDuring(fault)) {
            due(SESSION_ENDS, ended, fault, "ended the session of broker " + life.broker(), findings);
        }
        if (ended && awayLongEnough(life, goneNanos, fault) && goneNanos + BOUND <= endNanos) {
            for (Partition partition : run.partitions()) {
                judge(fault, life, goneNanos, partition, findings);
            }
        }
    }

    private void judge(FaultRecord fault, Registration life, long goneNanos, Partition partition, Findings findings) {
        int broker = life.broker();
        Optional<PartitionState> whenGone = timeline.stateAt(partition, life.toZxid());
        if (whenGone.isPresent() && whenGone.get().leader() == broker && anotherLives(whenGone.get(), life)) {
            boolean moved = laterStates(partition, whenGone.get(), goneNanos).stream()
                    .anyMatch(state -> state.leader() >= 0 && state.leader() != broker);
            due(
                    LEADER_CHANGES,
                    moved,
                    fault,
                    "taken the leadership of " + partition + " from broker " + broker,
                    findings);
        }
        Optional<PartitionState> whenHit = stateBefore(partition, fault.injectedNanos());
        if (whenHit.isPresent() && whenHit.get().isr().contains(broker) && anotherLives(whenHit.get(), life)) {
            boolean left = laterStates(partition, whenHit.get(), goneNanos).stream()
                    .anyMatch(state -> !state.isr().contains(broker));
            due(ISR_CHANGES, left, fault, "taken broker " + broker + " out of the ISR of " + partition, findings);
        }
    }

    private void due(String name, boolean seen, FaultRecord fault, String effect, Findings findings) {
        findings.count(name, seen ? 1 : 0);
        findings.count(Floors.FLOOR + name, 1);
        if (!seen) {
            doubts.add(new Doubt.WithoutEffect(fault.id(), fault.description(), effect));
        }
    }

    private boolean anotherLives(PartitionState state, Registration gone) {
        return state.isr().stream()
                .filter(member -> member != gone.broker())
                .anyMatch(member -> timeline.registrations().stream()
                        .anyMatch(life -> life.broker() == member && life.holdsAt(gone.toZxid())));
    }

    private boolean awayLongEnough(Registration life, long goneNanos, FaultRecord fault) {
        boolean controller = timeline.controllers().stream()
                .filter(term -> term.fromZxid() < life.toZxid())
                .reduce((_, later) -> later)
                .map(ControllerTerm::broker)
                .filter(broker -> broker == life.broker())
                .isPresent();
        long needed = controller ? CONTROLLER_AWAY : AWAY;
        OptionalLong back = timeline.registrations().stream()
                .filter(next -> next.broker() == life.broker() && next.brokerEpoch() > life.toZxid())
                .mapToLong(next -> clock.nanosAt(next.fromEpochMs()))
                .min();
        boolean away = back.isEmpty() || back.getAsLong() - goneNanos >= needed;
        return away
                && faults.stream()
                        .filter(other -> other.id() != fault.id())
                        .noneMatch(other -> overlaps(other, goneNanos - SECOND, goneNanos + needed));
    }

    private boolean zookeeperHitDuring(FaultRecord fault) {
        return faults.stream()
                .filter(other -> other.id() != fault.id())
                .filter(other -> other.targets().stream().anyMatch(target -> target.startsWith(ZOOKEEPER)))
                .anyMatch(other -> overlaps(other, fault.injectedNanos(), fault.healedNanos()));
    }

    /** Whether a fault lasted at some moment between two. */
    static boolean overlaps(FaultRecord fault, long fromNanos, long toNanos) {
        long healed = fault.healedNanos() < 0 ? Long.MAX_VALUE : fault.healedNanos();
        return fault.injectedNanos() >= 0 && fault.injectedNanos() <= toNanos && fromNanos <= healed;
    }

    private List<PartitionState> laterStates(Partition partition, PartitionState than, long goneNanos) {
        return timeline.states(partition).stream()
                .filter(state -> state.zxid() > than.zxid() && clock.nanosAt(state.epochMs()) <= goneNanos + BOUND)
                .toList();
    }

    private Optional<PartitionState> stateBefore(Partition partition, long nanos) {
        return timeline.states(partition).stream()
                .filter(state -> clock.nanosAt(state.epochMs()) <= nanos)
                .reduce((_, later) -> later);
    }
}
