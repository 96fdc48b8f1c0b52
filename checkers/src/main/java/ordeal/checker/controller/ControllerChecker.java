package ordeal.checker.controller;

import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.journal.Journals;
import ordeal.checker.run.Collection;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.LoggedTransaction;

/**
 * Judges from ZooKeeper's log alone that there was one controller: rows 1 ({@link ElectionForm}) and 2 ({@link ControllerFencing}).
 * Counts {@code controller-changes}: elections after the first.
 */
public final class ControllerChecker implements Checker {
    @Override
    public String name() {
        return "one-controller";
    }

    @Override
    public Promise promise() {
        return Promise.ONE_CONTROLLER;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        switch (evidence.zookeeper()) {
            case Part.Missing<ClusterTimeline>(String reason) -> findings.unjudged(reason);
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) -> judge(timeline, evidence, findings);
        }
        return findings.result(name(), promise());
    }

    private static void judge(ClusterTimeline timeline, Evidence evidence, RuleFindings findings) {
        Optional<List<LoggedTransaction>> transactions = timeline.transactions();
        if (transactions.isEmpty()) {
            findings.unjudged("ZooKeeper's transactions are not at hand");
            return;
        }
        ElectionForm elections = new ElectionForm(findings);
        ControllerFencing fencing = new ControllerFencing(
                findings, timeline, operators(evidence, findings), Journals.present(evidence.journals()));
        ControllerView view = ControllerView.NONE;
        for (LoggedTransaction transaction : transactions.get()) {
            if (!transaction.failed()) {
                fencing.judge(view, transaction);
                view = elections.step(view, transaction);
            }
        }
        findings.count("transactions", timeline.transactionCount());
        findings.count("controller-changes", Math.max(0, timeline.controllers().size() - 1));
        if (timeline.controllers().isEmpty()) {
            findings.unjudged("no controller was ever elected");
        }
    }

    private static List<Long> operators(Evidence evidence, RuleFindings findings) {
        return switch (evidence.collection()) {
            case Part.Present<Collection>(Collection collection) -> collection.operatorSessions();
            case Part.Missing<Collection>(String reason) -> {
                findings.unjudged(reason);
                yield List.of();
            }
        };
    }
}
