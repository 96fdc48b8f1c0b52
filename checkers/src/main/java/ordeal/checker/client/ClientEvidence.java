package ordeal.checker.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import ordeal.checker.Partition;
import ordeal.checker.contract.PartitionLogs;
import ordeal.checker.contract.PermittedLoss;
import ordeal.checker.culprit.Culprits;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunClock;
import ordeal.checker.history.HistorySource;
import ordeal.checker.replica.FlippedBits;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import org.jspecify.annotations.Nullable;

/** What the rules of this package judge: the history's index beside what is left of each partition at the end. */
public final class ClientEvidence {
    private final RunDescription run;
    private final List<Partition> partitions;
    private final ClientHistory history;
    private final Optional<ClusterTimeline> timeline;
    private final List<EpochsByTime> epochs;
    private final List<PartitionEnd> ends;
    private final List<FaultRecord> faults;
    private final FlippedBits flippedBits;
    private final Losses losses;
    private final Evidence evidence;
    private @Nullable Culprits culprits;

    /** A partition at the end of the run. */
    record PartitionEnd(List<EndSource> sources, PartitionLogs logs, List<String> doubts) {}

    private ClientEvidence(Evidence evidence, HistorySource source) {
        this.evidence = evidence;
        this.run = evidence.run();
        this.partitions = run.partitions();
        this.history = ClientHistory.of(source);
        this.timeline = evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(var known)
                ? Optional.of(known)
                : Optional.empty();
        this.epochs = new ArrayList<>();
        for (Partition partition : partitions) {
            epochs.add(EpochsByTime.of(
                    timeline.map(known -> known.states(partition)).orElse(List.of()), RunClock.of(run)));
        }
        Optional<List<FaultRecord>> told = evidence.faults() instanceof Part.Present<List<FaultRecord>>(var list)
                ? Optional.of(list)
                : Optional.empty();
        this.faults = told.orElse(List.of());
        this.flippedBits = FlippedBits.of(faults, partitions);
        this.ends = new ArrayList<>();
        for (int partition = 0; partition < partitions.size(); partition++) {
            ends.add(endOf(evidence, partition));
        }
        Optional<PermittedLoss> contract = Optional.empty();
        if (told.isPresent()
                && evidence.collection() instanceof Part.Present<Collection>(var collection)
                && timeline.isPresent()) {
            contract = Optional.of(new PermittedLoss(
                    run,
                    timeline.get(),
                    collection.finalZxid(),
                    faults,
                    number -> ends.get(number).logs()));
        }
        this.losses = Losses.find(this, contract, told);
    }

    /** The evidence of a run, or why there is none. */
    public static Part<ClientEvidence> of(Evidence evidence) {
        return switch (evidence.history()) {
            case Part.Missing<HistorySource>(String reason) -> new Part.Missing<>("no history: " + reason);
            case Part.Present<HistorySource>(HistorySource source) ->
                new Part.Present<>(new ClientEvidence(evidence, source));
        };
    }

    /** What the run was. */
    public RunDescription run() {
        return run;
    }

    /** All partitions, by number. */
    public List<Partition> partitions() {
        return partitions;
    }

    /** The history's index. */
    public ClientHistory history() {
        return history;
    }

    /** Every view of what the partition holds at the end: its final read, and the disk of each member of its final ISR. */
    public List<EndSource> sources(int partition) {
        return ends.get(partition).sources();
    }

    /** What the disks say of a partition. */
    public PartitionLogs logs(int partition) {
        return ends.get(partition).logs();
    }

    /** The best single view of what the partition holds at the end: the final leader's disk, or the final read. */
    public EndSource end(int partition) {
        List<EndSource> sources = sources(partition);
        return sources.stream()
                .filter(source -> source instanceof EndSource.Disk disk && disk.leader())
                .findFirst()
                .orElse(sources.getFirst());
    }

    /** Which disks of the partition's final ISR could not be judged, and why. */
    public List<String> doubts(int partition) {
        return ends.get(partition).doubts();
    }

    /** The faults of the run; none where their list is missing. */
    public List<FaultRecord> faults() {
        return faults;
    }

    /** What was acknowledged or read and is gone. */
    public Losses losses() {
        return losses;
    }

    /** Who took away what is gone. */
    public Culprits culprits() {
        if (culprits == null) {
            culprits = Culprits.of(evidence);
        }
        return culprits;
    }

    /** Whether a send's acknowledgement says that the record is committed. */
    public boolean ackMeansCommitted() {
        return run.workload().acks().equals("all");
    }

    /** The latest leader epoch that ZooKeeper may have known of at a moment; empty when its log is missing. */
    public OptionalInt latestEpochAt(int partition, long nanos) {
        return epochs.get(partition).latestAt(nanos + RunClock.SLACK_NANOS);
    }

    /**
     * How far the partition is known to be committed: one more than the greatest offset that was acknowledged by all or read.
     * A follower in the ISR may lack, or differ in, what lies beyond.
     */
    public long committedEnd(int partition) {
        long end = history.polled(partition).end();
        if (ackMeansCommitted()) {
            for (Lane lane : history.sends().lanes(partition)) {
                end = Math.max(end, lane.highestOffset() + 1);
            }
        }
        return end;
    }

    private PartitionEnd endOf(Evidence evidence, int partition) {
        List<EndSource> sources = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        List<ReplicaLog> all = new ArrayList<>();
        sources.add(history.finalRead(partition));
        evidence.replicas().values().forEach(part -> {
            if (part instanceof Part.Present<Map<Integer, ReplicaLog>>(var logs) && logs.get(partition) != null) {
                all.add(logs.get(partition));
            }
        });
        ReplicaLog leaderLog = null;
        Part<PartitionState> state = finalState(evidence, partitions.get(partition));
        switch (state) {
            case Part.Missing<PartitionState>(String reason) -> doubts.add("the final ISR is not known: " + reason);
            case Part.Present<PartitionState>(PartitionState last) -> {
                for (int broker : last.isr()) {
                    ReplicaLog log = logOf(evidence, broker, partition, doubts);
                    if (log != null) {
                        sources.add(new EndSource.Disk(log, broker == last.leader(), flippedBits.in(log)));
                        leaderLog = leaderLog == null || broker == last.leader() ? log : leaderLog;
                    }
                }
            }
        }
        return new PartitionEnd(List.copyOf(sources), new PartitionLogs(leaderLog, all), List.copyOf(doubts));
    }

    private @Nullable ReplicaLog logOf(Evidence evidence, int broker, int partition, List<String> doubts) {
        Part<Map<Integer, ReplicaLog>> part = evidence.replicas().get(broker);
        String name = "the disk of broker " + broker + ", which is in the final ISR of " + partitions.get(partition);
        if (part == null) {
            doubts.add(name + ", is not among the evidence");
            return null;
        }
        return switch (part) {
            case Part.Missing<Map<Integer, ReplicaLog>>(String reason) -> {
                doubts.add(name + ", could not be read: " + reason);
                yield null;
            }
            case Part.Present<Map<Integer, ReplicaLog>>(Map<Integer, ReplicaLog> logs) -> {
                ReplicaLog log = logs.get(partition);
                if (log == null) {
                    doubts.add(name + ", holds no log of it");
                }
                yield log;
            }
        };
    }

    private static Part<PartitionState> finalState(Evidence evidence, Partition partition) {
        if (!(evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline))) {
            return new Part.Missing<>("ZooKeeper's log is missing");
        }
        if (!(evidence.collection() instanceof Part.Present<Collection>(Collection collection))) {
            return new Part.Missing<>("the run was not collected");
        }
        Optional<PartitionState> state = timeline.stateAt(partition, collection.finalZxid());
        return state.isPresent()
                ? new Part.Present<>(state.get())
                : new Part.Missing<>("ZooKeeper never held a state of " + partition);
    }
}
