package ordeal.checker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.Registration;
import org.jspecify.annotations.Nullable;

/** A run written by hand: three brokers, one topic {@code t}, whatever a test changes of it. Wall clock 0 is the run's start. */
public final class Scenario implements Evidence, ClusterTimeline {
    public final HistoryBuilder history = new HistoryBuilder();
    private final Map<Integer, Map<Integer, ReplicaLog>> logs = new TreeMap<>();
    private final Map<Integer, String> missingLogs = new TreeMap<>();
    private final Map<Partition, List<PartitionState>> states = new HashMap<>();
    private final List<FaultRecord> faults = new ArrayList<>();
    private final List<Registration> registrations = new ArrayList<>();
    private final List<ControllerTerm> controllers = new ArrayList<>();
    private final List<RoleChange> roles = new ArrayList<>();
    private final Map<Integer, Part<BrokerJournal>> journals = new TreeMap<>();
    private @Nullable String noZooKeeper;
    private @Nullable String noCollection;
    private @Nullable String tornHistory;
    private int partitions = 1;
    private List<String> leaves = List.of();
    private String acks = "all";
    private boolean idempotence = true;
    private boolean unclean;
    private String plan = "random";
    private boolean schedule;
    private @Nullable Long flushIntervalMessages;
    private long nextZxid = 1;
    private long finalZxid = -1;

    public Scenario() {
        for (int broker = 0; broker < 3; broker++) {
            logs.put(broker, new HashMap<>());
        }
    }

    public Scenario partitions(int count) {
        partitions = count;
        return this;
    }

    public Scenario acks(String setting) {
        acks = setting;
        idempotence = idempotence && setting.equals("all");
        return this;
    }

    public Scenario withoutIdempotence() {
        idempotence = false;
        return this;
    }

    public Scenario uncleanElection() {
        unclean = true;
        return this;
    }

    public Scenario flushEvery(long messages) {
        flushIntervalMessages = messages;
        return this;
    }

    /** The steps of its plan belong together. */
    public Scenario schedule() {
        schedule = true;
        return this;
    }

    public Scenario plan(String name) {
        plan = name;
        return this;
    }

    public Scenario withoutZooKeeper() {
        noZooKeeper = "torn log";
        return this;
    }

    public Scenario withoutCollection() {
        noCollection = "collected.json is not there";
        return this;
    }

    public Scenario tornHistory() {
        tornHistory = "the history's last block is torn";
        return this;
    }

    /** What ZooKeeper holds so far is all that the harness waited for; what follows comes while nodes are stopped. */
    public Scenario finalTransaction() {
        finalZxid = nextZxid++;
        return this;
    }

    public Scenario missingDisk(int broker) {
        missingLogs.put(broker, "disk unreadable");
        return this;
    }

    /** The system is one that keeps a journal. */
    public Scenario keepsJournal() {
        leaves = List.of("journal");
        return this;
    }

    public Scenario journal(FakeJournal journal) {
        journals.put(journal.broker(), new Part.Present<>(journal));
        return this;
    }

    public Scenario fault(FaultRecord fault) {
        faults.add(fault);
        return this;
    }

    public Scenario replica(ReplicaLog log) {
        logs.computeIfAbsent(log.broker(), _ -> new HashMap<>()).put(log.partition(), log);
        return this;
    }

    /** A life of a broker's registration: its creation, and its end unless that is never, are the next transactions. */
    public Scenario registered(int broker, long fromMs, long toMs) {
        long created = nextZxid++;
        long ended = toMs == Long.MAX_VALUE ? Long.MAX_VALUE : nextZxid++;
        registrations.add(new Registration(broker, created, created, fromMs, ended, toMs));
        return this;
    }

    /** A broker is elected controller and stays it. */
    public Scenario controller(int broker, long fromMs) {
        controllers.add(new ControllerTerm(
                controllers.size() + 1, broker, 10, nextZxid++, fromMs, Long.MAX_VALUE, Long.MAX_VALUE));
        return this;
    }

    /** A broker logged that it leads partition number 0 from an offset on. */
    public Scenario role(int broker, long epochMs, int leaderEpoch, long startOffset) {
        roles.add(new RoleChange(
                broker,
                0,
                epochMs,
                leaderEpoch,
                startOffset,
                0,
                0,
                List.of(),
                "broker " + broker + ": leader epoch " + leaderEpoch + " from offset " + startOffset));
        return this;
    }

    /** A state of partition number 0, written at a wall clock. */
    public Scenario state(long epochMs, int leader, int leaderEpoch, Integer... isr) {
        return stateOf(0, epochMs, leader, leaderEpoch, isr);
    }

    public Scenario stateOf(int partition, long epochMs, int leader, int leaderEpoch, Integer... isr) {
        List<PartitionState> list = states.computeIfAbsent(new Partition("t", partition), _ -> new ArrayList<>());
        list.add(new PartitionState(nextZxid++, epochMs, 1, leader, leaderEpoch, 1, List.of(isr), list.size()));
        return this;
    }

    /** Types of the anomalies that nothing permits, in the checkers' order. */
    public List<String> alarms(List<? extends Checker> checkers) {
        return anomalies(checkers).stream()
                .filter(anomaly -> anomaly.permittedCause() == null)
                .map(Anomaly::type)
                .toList();
    }

    public List<Anomaly> anomalies(List<? extends Checker> checkers) {
        return results(checkers).stream()
                .flatMap(result -> result.anomalies().stream())
                .toList();
    }

    public List<CheckResult> results(List<? extends Checker> checkers) {
        return checkers.stream().map(checker -> checker.check(this)).toList();
    }

    @Override
    public RunDescription run() {
        return new RunDescription(
                1,
                "scenario",
                "ordeal run",
                7,
                0,
                new RunDescription.TestedSystem("kafka-3.9", "3.9.2", "25", leaves),
                new RunDescription.Environment("0.1.0", "abc", "25", Map.of()),
                new RunDescription.Cluster("local", List.of(0, 1, 2), List.of(1), "", 3000, 2000, Map.of()),
                List.of(new RunDescription.Topic("t", partitions, 3, 2, unclean, flushIntervalMessages, 1 << 20)),
                new RunDescription.Workload(acks, idempotence, 5, 2, 2, 100, 100, 100, List.of("none"), Map.of()),
                new RunDescription.FaultSettings(plan, 5000, 60_000, 1, schedule),
                30_000,
                RunDescription.Floors.STANDARD);
    }

    @Override
    public Part<HistorySource> history() {
        return new Part.Present<>(new HistorySource() {
            @Override
            public void forEach(Consumer<? super HistoryEvent> action) {
                history.forEach(action);
            }

            @Override
            public Optional<String> torn() {
                return Optional.ofNullable(tornHistory);
            }
        });
    }

    @Override
    public Part<List<FaultRecord>> faults() {
        return new Part.Present<>(List.copyOf(faults));
    }

    @Override
    public Part<Collection> collection() {
        return noCollection == null
                ? new Part.Present<>(
                        new Collection(1, finalZxid < 0 ? nextZxid : finalZxid, List.of(), Map.of(), Map.of()))
                : new Part.Missing<>(noCollection);
    }

    @Override
    public Part<ClusterTimeline> zookeeper() {
        return noZooKeeper == null ? new Part.Present<>(this) : new Part.Missing<>(noZooKeeper);
    }

    @Override
    public Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas() {
        Map<Integer, Part<Map<Integer, ReplicaLog>>> parts = new TreeMap<>();
        logs.forEach((broker, map) -> {
            String reason = missingLogs.get(broker);
            parts.put(broker, reason == null ? new Part.Present<>(map) : new Part.Missing<>(reason));
        });
        return parts;
    }

    @Override
    public Map<Integer, Part<BrokerJournal>> journals() {
        return journals;
    }

    @Override
    public Part<List<RoleChange>> roleChanges() {
        return roles.isEmpty() ? new Part.Missing<>("none") : new Part.Present<>(List.copyOf(roles));
    }

    @Override
    public List<PartitionState> states(Partition partition) {
        return states.getOrDefault(partition, List.of());
    }

    @Override
    public Map<Partition, List<Integer>> assignments() {
        Map<Partition, List<Integer>> all = new HashMap<>();
        run().partitions().forEach(partition -> all.put(partition, List.of(0, 1, 2)));
        return all;
    }

    @Override
    public List<Registration> registrations() {
        return List.copyOf(registrations);
    }

    @Override
    public List<ControllerTerm> controllers() {
        return List.copyOf(controllers);
    }

    @Override
    public boolean uncleanElectionAllowed(Partition partition, long zxid) {
        return unclean;
    }

    @Override
    public long lastZxid() {
        return nextZxid;
    }

    @Override
    public long transactionCount() {
        return nextZxid;
    }
}
