package ordeal.harness.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;

/** A small run written by hand: one topic of two partitions on brokers 1, 2 and 3. */
public final class Runs {
    public static final long STARTED_EPOCH_MS = 1_700_000_000_000L;
    public static final Partition T0 = new Partition("t", 0);
    public static final Partition T1 = new Partition("t", 1);
    private static final long MS = 1_000_000L;

    private Runs() {}

    public static RunDescription description() {
        return new RunDescription(
                1,
                "small <run>",
                "./ordeal run --seed 7 --name 'a&b'",
                7,
                STARTED_EPOCH_MS,
                new RunDescription.TestedSystem("kafka-3.9", "3.9.2", "25", List.of("state-change-log")),
                new RunDescription.Environment("0.1.0", "abc", "25", Map.of("cores", "2", "kernel", "Linux")),
                new RunDescription.Cluster(
                        "local", List.of(1, 2, 3), List.of(1), "/kafka", 3000, 2000, Map.of("b", "2", "a", "1")),
                List.of(new RunDescription.Topic("t", 2, 3, 2, false, null, 1 << 20)),
                new RunDescription.Workload(
                        "all", true, 5, 1, 1, 10, 20, 100, List.of("none"), Map.of("linger.ms", "5")),
                new RunDescription.FaultSettings("random", 1000, 3000, 1, false),
                30_000,
                RunDescription.Floors.STANDARD);
    }

    /** Warm-up from 1 s, faults from 2 s, recovery from 5 s, final reads from 6 s; 10 sends a second, all acknowledged after 20 ms. */
    public static List<HistoryEvent> history() {
        List<HistoryEvent> events = new ArrayList<>();
        events.add(new HistoryEvent.PhaseStarted(Phase.WARM_UP, 1000 * MS));
        for (int i = 0; i < 50; i++) {
            long ms = 1000 + 100L * i;
            if (ms == 2000) {
                events.add(new HistoryEvent.PhaseStarted(Phase.FAULTS, 2000 * MS));
            }
            if (ms == 5000) {
                events.add(new HistoryEvent.PhaseStarted(Phase.RECOVERY, 5000 * MS));
            }
            send(events, i, ms, ms + 20, Outcome.OK);
        }
        events.add(new HistoryEvent.PhaseStarted(Phase.FINAL_READS, 6000 * MS));
        events.add(new HistoryEvent.Polled(
                0, 0, 6000 * MS, 6100 * MS, List.of(new HistoryEvent.ValueRun(0, 0, 0, 0, 50)), List.of()));
        events.add(new HistoryEvent.PhaseStarted(Phase.COLLECTION, 6500 * MS));
        events.add(new HistoryEvent.PhaseStarted(Phase.ENDED, 7000 * MS));
        return events;
    }

    public static void send(
            List<HistoryEvent> events, long sequence, long intendedMs, long completedMs, Outcome outcome) {
        events.add(new HistoryEvent.SendInvoked(0, 0, sequence, 40, intendedMs * MS, intendedMs * MS));
        if (completedMs >= 0) {
            events.add(new HistoryEvent.SendCompleted(
                    0, 0, sequence, completedMs * MS, outcome, outcome == Outcome.OK ? sequence : -1, null));
        }
    }

    public static FaultRecord fault(int id, FaultRecord.Status status, long injectedMs, long healedMs) {
        return new FaultRecord(
                id,
                "kill",
                "kill <the leader>",
                status,
                List.of("broker-1"),
                injectedMs < 0 ? 0 : injectedMs * MS,
                injectedMs < 0 ? -1 : injectedMs * MS,
                healedMs < 0 ? -1 : healedMs * MS,
                injectedMs < 0 ? List.of() : List.of("process 42 of broker-1 is gone"),
                List.of(),
                status == FaultRecord.Status.SKIPPED ? "the budget is 1" : null);
    }

    /** Broker 1 leads t-0 until broker 2 takes over at 3 s, with 1 out of the ISR from then to 4 s; broker 3 leads t-1 throughout. */
    public static ClusterTimeline timeline() {
        return new ClusterTimeline() {
            @Override
            public List<PartitionState> states(Partition partition) {
                return partition.equals(T0)
                        ? List.of(
                                state(11, 0, 1, 0, List.of(1, 2, 3), 0),
                                state(13, 3000, 2, 1, List.of(2, 3), 1),
                                state(14, 4000, 2, 1, List.of(2, 3, 1), 2))
                        : List.of(state(12, 0, 3, 0, List.of(3, 1, 2), 0));
            }

            @Override
            public Map<Partition, List<Integer>> assignments() {
                return Map.of(T0, List.of(1, 2, 3), T1, List.of(3, 1, 2));
            }

            @Override
            public List<Registration> registrations() {
                return List.of(new Registration(1, 0x11, 1, STARTED_EPOCH_MS, 13, STARTED_EPOCH_MS + 3000));
            }

            @Override
            public List<ControllerTerm> controllers() {
                return List.of(
                        new ControllerTerm(1, 1, 0x11, 4, STARTED_EPOCH_MS, 13, STARTED_EPOCH_MS + 2500),
                        new ControllerTerm(2, 3, 0x33, 15, STARTED_EPOCH_MS + 2700, Long.MAX_VALUE, Long.MAX_VALUE));
            }

            @Override
            public boolean uncleanElectionAllowed(Partition partition, long zxid) {
                return false;
            }

            @Override
            public long lastZxid() {
                return 20;
            }

            @Override
            public long transactionCount() {
                return 20;
            }
        };
    }

    private static PartitionState state(long zxid, long ms, int leader, int epoch, List<Integer> isr, int version) {
        return new PartitionState(zxid, STARTED_EPOCH_MS + ms, 0x11, leader, epoch, 1, isr, version);
    }

    public static HistorySource source(List<HistoryEvent> events) {
        return new HistorySource() {
            @Override
            public void forEach(Consumer<? super HistoryEvent> action) {
                events.forEach(action);
            }
        };
    }

    /** Evidence with these parts; everything else is missing. */
    public static Evidence evidence(
            Part<HistorySource> history, Part<List<FaultRecord>> faults, Part<ClusterTimeline> timeline) {
        return new Evidence() {
            @Override
            public RunDescription run() {
                return description();
            }

            @Override
            public Part<HistorySource> history() {
                return history;
            }

            @Override
            public Part<List<FaultRecord>> faults() {
                return faults;
            }

            @Override
            public Part<Collection> collection() {
                return new Part.Missing<>("never collected");
            }

            @Override
            public Part<ClusterTimeline> zookeeper() {
                return timeline;
            }

            @Override
            public Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas() {
                return new TreeMap<>();
            }

            @Override
            public Map<Integer, Part<BrokerJournal>> journals() {
                return new TreeMap<>();
            }

            @Override
            public Part<List<RoleChange>> roleChanges() {
                return new Part.Missing<>("none");
            }
        };
    }
}
