package ordeal.checker.controller;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.Partition;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry.AlterPartitionAccepted;
import ordeal.checker.journal.JournalEntry.ControlAccepted;
import ordeal.checker.journal.JournalEntry.RequestFenced;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.journal.Journals;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.PartitionState;
import ordeal.checker.zookeeper.StatesByEpoch;
import org.jspecify.annotations.Nullable;

/**
 * Row 18, request fencing, from the brokers' journals. A request that a broker obeyed carries a controller epoch not below the highest
 * that this incarnation of it had seen, and a broker epoch not below its own, or -1. A change of an ISR that a controller granted came
 * from the registered incarnation of the partition's leader, in the leader epoch of the partition epoch that it named.
 *
 * <p>Legitimate: a controller that knows a broker's new epoch before the broker does; a deposed controller that grants what it can no
 * longer write. Counts {@code requests-fenced}, which is what the guards kept out.
 */
public final class RequestFencing implements Checker {
    static final String TYPE = "stale-request-accepted";
    private static final long ANY_EPOCH = -1;

    @Override
    public String name() {
        return "request-fencing";
    }

    @Override
    public Promise promise() {
        return Promise.ONE_CONTROLLER;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        Journals journals = Journals.needed(evidence.run(), evidence.journals(), findings);
        Optional<StatesByEpoch> states =
                evidence.zookeeper() instanceof Part.Present<ClusterTimeline>(ClusterTimeline timeline)
                        ? Optional.of(new StatesByEpoch(timeline))
                        : Optional.empty();
        if (states.isEmpty() && evidence.zookeeper() instanceof Part.Missing<ClusterTimeline>(String reason)) {
            findings.unjudged(reason);
        }
        if (!journals.all().isEmpty()) {
            findings.count("requests-obeyed", 0);
            findings.count("requests-fenced", 0);
        }
        journals.all().forEach(journal -> judge(journal, states, findings));
        return findings.result(name(), promise());
    }

    private static void judge(BrokerJournal journal, Optional<StatesByEpoch> states, RuleFindings findings) {
        int incarnation = 0;
        Seen highest = null;
        for (JournalLine line : journal.deeds()) {
            if (line.incarnation() != incarnation) {
                incarnation = line.incarnation();
                highest = null;
            }
            if (line.entry() instanceof ControlAccepted accepted) {
                findings.count("requests-obeyed", 1);
                obeyed(line, accepted, highest, findings);
                if (highest == null || accepted.controllerEpoch() > highest.controllerEpoch()) {
                    highest = new Seen(accepted.controllerEpoch(), line);
                }
            } else if (line.entry() instanceof AlterPartitionAccepted accepted) {
                findings.count("isr-changes-granted", 1);
                granted(line, accepted, states, findings);
            } else if (line.entry() instanceof RequestFenced) {
                findings.count("requests-fenced", 1);
            }
        }
    }

    /** The highest controller epoch that an incarnation had obeyed, and where it says so. */
    private record Seen(int controllerEpoch, JournalLine line) {}

    private static void obeyed(
            JournalLine line, ControlAccepted accepted, @Nullable Seen highest, RuleFindings findings) {
        int seen = Math.max(
                accepted.highestControllerEpoch(), highest == null ? Integer.MIN_VALUE : highest.controllerEpoch());
        String request =
                "broker " + line.broker() + " obeyed " + accepted.api() + " of controller " + accepted.controllerId();
        if (accepted.controllerEpoch() < seen) {
            List<Anomaly.Witness> witness = new ArrayList<>();
            if (highest != null) {
                witness.add(findings.journal(
                        highest.line().epochMs(), highest.line().describe()));
            }
            witness.add(findings.journal(line.epochMs(), line.describe()));
            findings.broken(
                    TYPE,
                    null,
                    line.epochMs(),
                    request + " in controller epoch " + accepted.controllerEpoch() + " after it had seen epoch " + seen,
                    witness);
        }
        if (accepted.requestBrokerEpoch() != ANY_EPOCH && accepted.requestBrokerEpoch() < accepted.ownBrokerEpoch()) {
            broken(
                    null,
                    line,
                    request + " meant for its broker epoch " + accepted.requestBrokerEpoch() + " in broker epoch "
                            + accepted.ownBrokerEpoch(),
                    Optional.empty(),
                    findings);
        }
    }

    private static void granted(
            JournalLine line, AlterPartitionAccepted accepted, Optional<StatesByEpoch> states, RuleFindings findings) {
        Partition partition = accepted.partition();
        String grant = partition + ": controller " + line.broker() + " granted broker " + accepted.sender()
                + " the ISR " + accepted.isr();
        if (accepted.senderEpoch() != accepted.registeredEpoch()) {
            broken(
                    partition,
                    line,
                    grant + " for broker epoch " + accepted.senderEpoch() + " while epoch " + accepted.registeredEpoch()
                            + " was registered",
                    Optional.empty(),
                    findings);
        }
        Optional<PartitionState> state = states.flatMap(known -> known.at(partition, accepted.partitionEpoch()));
        if (state.isPresent()
                && (state.get().leader() != accepted.sender() || state.get().leaderEpoch() != accepted.leaderEpoch())) {
            broken(
                    partition,
                    line,
                    grant + " in leader epoch " + accepted.leaderEpoch() + " while broker "
                            + state.get().leader() + " led in leader epoch "
                            + state.get().leaderEpoch(),
                    state,
                    findings);
        }
    }

    private static void broken(
            @Nullable Partition partition,
            JournalLine line,
            String summary,
            Optional<PartitionState> state,
            RuleFindings findings) {
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(findings.journal(line.epochMs(), line.describe()));
        state.ifPresent(known -> witness.add(findings.zookeeper(known.epochMs(), known.toString())));
        findings.broken(TYPE, partition, line.epochMs(), summary, witness);
    }
}
