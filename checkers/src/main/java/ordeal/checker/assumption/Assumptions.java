package ordeal.checker.assumption;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Phase;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.Journals;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Collection;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Findings;
import ordeal.checker.verdict.Promise;
import ordeal.checker.zookeeper.ClusterTimeline;

/** What must hold before any promise is judged. It never says invalid: what is wrong here is the run's fault, not the cluster's. */
public final class Assumptions implements Checker {
    /** The name of the plan that injects nothing on purpose. */
    public static final String NO_FAULTS_PLAN = "none";

    @Override
    public String name() {
        return "assumptions";
    }

    @Override
    public Promise promise() {
        return Promise.ASSUMPTIONS;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        Findings findings = new Findings();
        doubts(evidence, findings).forEach(doubt -> findings.unknown(doubt.sentence()));
        return findings.result(name(), promise());
    }

    /** Every doubt about a run, the gravest first. */
    List<Doubt> doubts(Evidence evidence) {
        return doubts(evidence, new Findings());
    }

    private static List<Doubt> doubts(Evidence evidence, Findings counts) {
        List<Doubt> doubts = new ArrayList<>();
        boolean collected = evidence.collection() instanceof Part.Present<Collection>;
        OptionalLong endNanos = OptionalLong.empty();
        switch (evidence.history()) {
            case Part.Missing<HistorySource>(String reason) -> doubts.add(new Doubt.Missing("the history", reason));
            case Part.Present<HistorySource>(HistorySource source) ->
                endNanos = addHistoryDoubts(evidence, source, collected, doubts, counts);
        }
        if (evidence.run().partitions().isEmpty()
                || evidence.run().cluster().brokers().isEmpty()) {
            doubts.add(new Doubt.NothingTested());
        }
        addMissingEvidence(evidence, doubts);
        switch (evidence.faults()) {
            case Part.Missing<List<FaultRecord>>(String reason) ->
                doubts.add(new Doubt.Missing("the list of faults", reason));
            case Part.Present<List<FaultRecord>>(List<FaultRecord> faults) ->
                addFaultDoubts(evidence, faults, endNanos, doubts, counts);
        }
        return doubts;
    }

    /** Returns when the nodes began to be stopped for good; empty when that is not known. */
    private static OptionalLong addHistoryDoubts(
            Evidence evidence, HistorySource source, boolean collected, List<Doubt> doubts, Findings counts) {
        List<Partition> partitions = evidence.run().partitions();
        HistorySurvey survey = HistorySurvey.of(source, partitions.size());
        counts.count("events", survey.events());
        if (survey.events() == 0) {
            doubts.add(new Doubt.EmptyHistory());
            return OptionalLong.empty();
        }
        Optional<Phase> last = survey.lastPhase();
        if (last.isEmpty() || last.get() != Phase.ENDED || !collected) {
            doubts.add(new Doubt.CutShort(last.map(Phase::name).orElse("start, before the first operation")));
        }
        source.torn().ifPresent(what -> doubts.add(new Doubt.TornHistory(what)));
        survey.contradictions().forEach(what -> doubts.add(new Doubt.Contradiction(what)));
        for (int number = 0; number < partitions.size(); number++) {
            addPartitionDoubts(survey, number, partitions.get(number), doubts);
        }
        Floors floors = Floors.of(evidence.run(), survey);
        floors.count(counts);
        doubts.addAll(floors.doubts());
        return survey.startOf(Phase.COLLECTION);
    }

    private static void addPartitionDoubts(HistorySurvey survey, int number, Partition partition, List<Doubt> doubts) {
        survey.finalReadGap(number).ifPresent(reason -> doubts.add(new Doubt.IncompleteFinalRead(partition, reason)));
        addIdle(survey.acknowledgedIn(Phase.WARM_UP, number), partition, "send", "before the faults", doubts);
        addIdle(survey.acknowledgedIn(Phase.FAULTS, number), partition, "send", "during the faults", doubts);
        addIdle(survey.acknowledgedIn(Phase.RECOVERY, number), partition, "send", "after the faults", doubts);
        addIdle(survey.polledIn(Phase.WARM_UP, number), partition, "poll", "before the faults", doubts);
        addIdle(survey.polledIn(Phase.FAULTS, number), partition, "poll", "during the faults", doubts);
        boolean polledAfter = survey.polledIn(Phase.RECOVERY, number) || survey.polledIn(Phase.FINAL_READS, number);
        addIdle(polledAfter, partition, "poll", "after the faults", doubts);
        addIdle(survey.endTold(number), partition, "sample of the end offset", "with a leader epoch", doubts);
    }

    private static void addIdle(
            boolean succeeded, Partition partition, String operation, String when, List<Doubt> doubts) {
        if (!succeeded) {
            doubts.add(new Doubt.Idle(partition, operation, when));
        }
    }

    private static void addMissingEvidence(Evidence evidence, List<Doubt> doubts) {
        switch (evidence.collection()) {
            case Part.Missing<Collection>(String reason) -> {
                doubts.add(new Doubt.Missing("the list of what was collected", reason));
                return; // every node's evidence is missing for the same reason
            }
            case Part.Present<Collection>(Collection collection) ->
                collection.zookeepers().entrySet().stream()
                        .filter(node -> !node.getValue().complete())
                        .sorted(Map.Entry.comparingByKey())
                        .forEach(node -> doubts.add(new Doubt.Missing(
                                "evidence of zookeeper-" + node.getKey(),
                                node.getValue().reason())));
        }
        if (evidence.zookeeper() instanceof Part.Missing<ClusterTimeline>(String reason)) {
            doubts.add(new Doubt.Missing("ZooKeeper's log", reason));
        }
        for (int broker : evidence.run().cluster().brokers()) {
            Part<Map<Integer, ReplicaLog>> part = evidence.replicas().get(broker);
            if (part == null) {
                doubts.add(new Doubt.Missing("the disk of broker-" + broker, "it was not collected"));
            } else if (part instanceof Part.Missing<Map<Integer, ReplicaLog>>(String reason)) {
                doubts.add(new Doubt.Missing("the disk of broker-" + broker, reason));
            }
        }
        if (evidence.run().system().evidence().contains(Journals.KIND)) {
            addMissingJournals(evidence, doubts);
        }
    }

    private static void addMissingJournals(Evidence evidence, List<Doubt> doubts) {
        for (int broker : evidence.run().cluster().brokers()) {
            Part<BrokerJournal> part = evidence.journals().get(broker);
            if (part == null) {
                doubts.add(new Doubt.Missing("the journal of broker-" + broker, "it was not collected"));
            } else if (part instanceof Part.Missing<BrokerJournal>(String reason)) {
                doubts.add(new Doubt.Missing("the journal of broker-" + broker, reason));
            }
        }
    }

    private static void addFaultDoubts(
            Evidence evidence, List<FaultRecord> faults, OptionalLong endNanos, List<Doubt> doubts, Findings counts) {
        long injected = 0;
        long proven = 0;
        boolean schedule = evidence.run().faults().schedule();
        for (FaultRecord fault : faults) {
            switch (fault.status()) {
                case SKIPPED -> {
                    counts.count("faults-skipped", 1);
                    if (schedule) {
                        doubts.add(new Doubt.StepLeftOut(fault.id(), fault.description(), reason(fault)));
                    }
                }
                case FAILED -> doubts.add(new Doubt.UnprovenFault(fault.id(), fault.description(), reason(fault)));
                case INJECTED, HEALED -> {
                    injected++;
                    proven += fault.receipts().isEmpty() ? 0 : 1;
                    if (fault.receipts().isEmpty()) {
                        doubts.add(new Doubt.UnprovenFault(fault.id(), fault.description(), "it has no receipt"));
                    }
                    if (fault.status() == FaultRecord.Status.INJECTED) {
                        doubts.add(new Doubt.UnprovenFault(fault.id(), fault.description(), "it was never healed"));
                    }
                }
            }
        }
        String plan = evidence.run().faults().plan();
        boolean asked = !plan.equals(NO_FAULTS_PLAN);
        counts.count("faults-injected", injected);
        counts.count(Floors.FLOOR + "faults-injected", schedule ? faults.size() : asked ? 1 : 0);
        counts.count("faults-with-receipt", proven);
        counts.count(Floors.FLOOR + "faults-with-receipt", injected);
        if (injected == 0 && asked) {
            doubts.add(new Doubt.Vacuous(plan));
        }
        if (endNanos.isPresent()
                && evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline)) {
            doubts.addAll(new DueEffects(evidence.run(), timeline, faults, endNanos.getAsLong()).judge(counts));
            doubts.addAll(new DueShrinks(evidence.run(), timeline, faults).judge(counts));
        }
    }

    private static String reason(FaultRecord fault) {
        return Objects.requireNonNullElse(fault.reason(), "no reason is given");
    }
}
