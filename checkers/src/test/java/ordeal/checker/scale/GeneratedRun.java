package ordeal.checker.scale;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistorySource;
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

/** The whole evidence of a generated run: a history that is played when it is read, and disks that agree with it but for what is planted. */
public final class GeneratedRun implements Evidence, ClusterTimeline {
    private static final List<Integer> BROKERS = List.of(0, 1, 2);
    private static final String TOPIC = "t";

    private final RunSize size;
    private final RunDescription run;
    private final HistorySource history;
    private final GeneratedDisks disks;
    private final Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas = new TreeMap<>();
    private final Map<Partition, List<Integer>> assignments = new HashMap<>();

    private GeneratedRun(RunSize size, RunDescription run, HistorySource history, GeneratedDisks disks) {
        this.size = size;
        this.run = run;
        this.history = history;
        this.disks = disks;
        disks.replicas().forEach((broker, logs) -> replicas.put(broker, new Part.Present<>(logs)));
        run.partitions().forEach(partition -> assignments.put(partition, BROKERS));
    }

    /**
     * The run of this size and seed.
     *
     * @param heap measures whenever the history has been read
     */
    public static GeneratedRun of(RunSize size, LiveHeap heap) {
        RunDescription run = new RunDescription(
                1,
                "generated",
                "ordeal run",
                size.seed(),
                0,
                new RunDescription.TestedSystem("kafka-3.9", "3.9.2", "25", List.of("state-change-log")),
                new RunDescription.Environment("0", "none", "25", Map.of()),
                new RunDescription.Cluster("local", BROKERS, List.of(1), "", 3000, 2000, Map.of()),
                List.of(new RunDescription.Topic(TOPIC, size.partitions(), 3, 2, false, null, 1 << 20)),
                new RunDescription.Workload(
                        "all", true, 5, size.producers(), 2, 50_000, 100, 100, List.of("none"), Map.of()),
                new RunDescription.FaultSettings("random", 0, 60_000, 1, false),
                30_000,
                RunDescription.Floors.STANDARD);
        return new GeneratedRun(
                size, run, heap.measuring(new GeneratedHistory(size)), GeneratedDisks.of(size, BROKERS, TOPIC));
    }

    /** How large it is. */
    RunSize size() {
        return size;
    }

    /** What was planted, and where. */
    List<Planting.Planted> planted() {
        return disks.planted();
    }

    @Override
    public RunDescription run() {
        return run;
    }

    @Override
    public Part<HistorySource> history() {
        return new Part.Present<>(history);
    }

    @Override
    public Part<List<FaultRecord>> faults() {
        long nanos = disks.roles().getLast().epochMs() * 500_000;
        return new Part.Present<>(List.of(new FaultRecord(
                1,
                "pause",
                "pause broker-0",
                FaultRecord.Status.HEALED,
                List.of("broker-0"),
                nanos,
                nanos,
                nanos + 1_000_000,
                List.of("it stood still"),
                List.of(),
                null)));
    }

    @Override
    public Part<Collection> collection() {
        return new Part.Present<>(new Collection(1, disks.finalZxid(), List.of(), Map.of(), Map.of()));
    }

    @Override
    public Part<ClusterTimeline> zookeeper() {
        return new Part.Present<>(this);
    }

    @Override
    public Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas() {
        return replicas;
    }

    @Override
    public Map<Integer, Part<BrokerJournal>> journals() {
        return Map.of();
    }

    @Override
    public Part<List<RoleChange>> roleChanges() {
        return new Part.Present<>(disks.roles());
    }

    @Override
    public List<PartitionState> states(Partition partition) {
        return disks.states().getOrDefault(partition, List.of());
    }

    @Override
    public Map<Partition, List<Integer>> assignments() {
        return assignments;
    }

    @Override
    public List<Registration> registrations() {
        return BROKERS.stream()
                .map(broker -> new Registration(broker, broker, broker, 0, Long.MAX_VALUE, Long.MAX_VALUE))
                .toList();
    }

    @Override
    public List<ControllerTerm> controllers() {
        return List.of(new ControllerTerm(1, 0, 0, 5, 0, Long.MAX_VALUE, Long.MAX_VALUE));
    }

    @Override
    public boolean uncleanElectionAllowed(Partition partition, long zxid) {
        return false;
    }

    @Override
    public long lastZxid() {
        return disks.finalZxid();
    }

    @Override
    public long transactionCount() {
        return disks.finalZxid();
    }
}
