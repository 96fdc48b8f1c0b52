package ordeal.harness.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import ordeal.checker.RecordedRun;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistorySource;
import ordeal.checker.recovery.FaultCost;
import ordeal.checker.recovery.FaultCosts;
import ordeal.checker.run.FaultRecord;
import ordeal.checker.run.Part;
import ordeal.checker.run.RunDescription;
import ordeal.checker.verdict.RunVerdict;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.harness.report.series.ClusterEvent;
import ordeal.harness.report.series.ClusterEvents;
import ordeal.harness.report.series.Lane;
import ordeal.harness.report.series.Lanes;
import ordeal.harness.report.series.Load;
import ordeal.harness.report.series.LoadSurvey;

/**
 * Everything that the report is made of, read once.
 *
 * @param folder the run's folder
 * @param run what the run was
 * @param verdict what the checkers say
 * @param load what the clients did
 * @param faults every fault that is on record, as far as it was written whole
 * @param costs what they cost; empty when it cannot be told
 * @param timeline what ZooKeeper's log tells
 */
record ReportData(
        RunFolder folder,
        RunDescription run,
        RunVerdict verdict,
        Part<Load> load,
        Part<List<FaultRecord>> faults,
        List<FaultCost> costs,
        Part<ClusterTimeline> timeline) {

    static ReportData of(RunFolder folder, RecordedRun judged) {
        Evidence evidence = judged.evidence();
        return new ReportData(
                folder,
                evidence.run(),
                judged.verdict(),
                load(evidence),
                faults(folder, evidence),
                costs(evidence),
                evidence.zookeeper());
    }

    /** The faults on record; none when there is no record. */
    List<FaultRecord> knownFaults() {
        return switch (faults) {
            case Part.Present<List<FaultRecord>>(List<FaultRecord> all) -> all;
            case Part.Missing<List<FaultRecord>> _ -> List.of();
        };
    }

    /** The faults that took hold. */
    List<FaultRecord> injectedFaults() {
        return knownFaults().stream()
                .filter(fault -> fault.injectedNanos() >= 0)
                .toList();
    }

    /** The lanes of the cluster in the stretch that is shown; none without a history or ZooKeeper's log. */
    List<Lane> lanes() {
        return timeline instanceof Part.Present<ClusterTimeline>(ClusterTimeline told)
                        && load instanceof Part.Present<Load>(Load known)
                ? Lanes.of(run, told, known.shown())
                : List.of();
    }

    /** What happened in the cluster, in order; nothing without ZooKeeper's log. */
    List<ClusterEvent> clusterEvents() {
        return timeline instanceof Part.Present<ClusterTimeline>(ClusterTimeline told)
                ? ClusterEvents.of(run, told)
                : List.of();
    }

    private static Part<Load> load(Evidence evidence) {
        return switch (evidence.history()) {
            case Part.Missing<HistorySource>(String reason) -> new Part.Missing<>(reason);
            case Part.Present<HistorySource>(HistorySource source) -> {
                try {
                    yield new Part.Present<>(LoadSurvey.of(source));
                } catch (UncheckedIOException e) {
                    yield new Part.Missing<>("the history cannot be read: " + e.getMessage());
                }
            }
        };
    }

    /** A torn file is no evidence for a checker, but a reader may see what it holds. */
    private static Part<List<FaultRecord>> faults(RunFolder folder, Evidence evidence) {
        if (evidence.faults() instanceof Part.Missing<List<FaultRecord>> missing) {
            try {
                return new Part.Present<>(folder.readFaults().faults());
            } catch (IOException _) {
                return missing;
            }
        }
        return evidence.faults();
    }

    private static List<FaultCost> costs(Evidence evidence) {
        try {
            return FaultCosts.of(evidence);
        } catch (UncheckedIOException _) {
            return List.of();
        }
    }
}
