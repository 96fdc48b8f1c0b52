package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.FakeJournal;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.replica.RoleChange;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.RunDescriptions;

/** Evidence written by hand: everything is present, and empty until given. */
public final class TestEvidence implements Evidence {
    private final RunDescription run;
    private final List<HistoryEvent> events = new ArrayList<>();
    private final List<FaultRecord> faults = new ArrayList<>();
    private final List<RoleChange> roles = new ArrayList<>();
    private final Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas = new TreeMap<>();
    private final Map<Integer, Part<BrokerJournal>> journals = new TreeMap<>();
    private Part<ClusterTimeline> timeline = new Part.Missing<>("no timeline");
    private Part<List<RoleChange>> roleChanges = new Part.Present<>(roles);
    private Part<HistorySource> history = new Part.Present<>(new HistorySource() {
        @Override
        public void forEach(Consumer<? super HistoryEvent> action) {
            events.forEach(action);
        }
    });

    /** Evidence of this run. */
    public TestEvidence(RunDescription run) {
        this.run = run;
    }

    /** What ZooKeeper told. */
    public TestEvidence timeline(ClusterTimeline given) {
        timeline = new Part.Present<>(given);
        return this;
    }

    /** The replicas of partition 0. */
    public TestEvidence replicas(ReplicaLog... logs) {
        for (ReplicaLog log : logs) {
            replicas.put(log.broker(), new Part.Present<>(Map.of(0, log)));
        }
        return this;
    }

    /** A broker whose disk holds no replica. */
    public TestEvidence emptyDisk(int broker) {
        replicas.put(broker, new Part.Present<>(Map.of()));
        return this;
    }

    /** A broker whose disk was not collected. */
    public TestEvidence missingDisk(int broker) {
        replicas.put(broker, new Part.Missing<>("not collected"));
        return this;
    }

    /** Leaderships that brokers logged. */
    public TestEvidence roles(RoleChange... changes) {
        roles.addAll(List.of(changes));
        return this;
    }

    /** Journals that brokers left; the others of the run left empty ones. */
    public TestEvidence journals(FakeJournal... given) {
        for (int broker : run.cluster().brokers()) {
            journals.putIfAbsent(broker, new Part.Present<>(new FakeJournal(broker)));
        }
        for (FakeJournal journal : given) {
            journals.put(journal.broker(), new Part.Present<>(journal));
        }
        return this;
    }

    /** A broker whose journal is broken. */
    public TestEvidence missingJournal(int broker) {
        journals.put(broker, new Part.Missing<>("the journal of broker " + broker + " is broken"));
        return this;
    }

    /** No leadership was logged by anybody. */
    public TestEvidence missingRoles() {
        roleChanges = new Part.Missing<>("no state-change log");
        return this;
    }

    /** No history was collected. */
    public TestEvidence missingHistory() {
        history = new Part.Missing<>("no history");
        return this;
    }

    /** A fault. */
    public TestEvidence fault(FaultRecord fault) {
        faults.add(fault);
        return this;
    }

    /** A send of producer 3 to partition 0, acknowledged at an offset that is also its sequence. */
    public TestEvidence acked(long offset, long invokedMs, long completedMs) {
        events.add(new HistoryEvent.SendInvoked(3, 0, offset, 40, invokedMs * 1_000_000, invokedMs * 1_000_000));
        events.add(new HistoryEvent.SendCompleted(3, 0, offset, completedMs * 1_000_000, Outcome.OK, offset, null));
        return this;
    }

    @Override
    public RunDescription run() {
        return run;
    }

    @Override
    public Part<HistorySource> history() {
        return history;
    }

    @Override
    public Part<List<FaultRecord>> faults() {
        return new Part.Present<>(faults);
    }

    @Override
    public Part<Collection> collection() {
        return new Part.Present<>(RunDescriptions.collection(1, 1_000, 99L));
    }

    @Override
    public Part<ClusterTimeline> zookeeper() {
        return timeline;
    }

    @Override
    public Map<Integer, Part<Map<Integer, ReplicaLog>>> replicas() {
        return replicas;
    }

    @Override
    public Map<Integer, Part<BrokerJournal>> journals() {
        return journals;
    }

    @Override
    public Part<List<RoleChange>> roleChanges() {
        return roleChanges;
    }
}
