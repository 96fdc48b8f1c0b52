package ordeal.checker.controller;

import java.util.List;
import java.util.Optional;
import ordeal.checker.Checker;
import ordeal.checker.evidence.Evidence;
import ordeal.checker.journal.JournalEntry.ControlAccepted;
import ordeal.checker.journal.JournalEntry.Elected;
import ordeal.checker.journal.JournalEntry.Registered;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.journal.Journals;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.CheckResult;
import ordeal.checker.verdict.Promise;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.ControllerTerm;
import ordeal.checker.zookeeper.Registration;

/**
 * What brokers say of registrations and controllers must be what ZooKeeper's log says: a broker that registered did so in that session
 * and with that transaction; a controller epoch that a broker won is its own; a controller that a broker obeyed had won its epoch.
 *
 * <p>Such lines are written after ZooKeeper's answer, so ZooKeeper's log has what they tell of. Legitimate: with an ensemble, whose log
 * may end before what it answered last, transactions and epochs beyond the end.
 */
public final class ControllerJournal implements Checker {
    static final String TYPE = "journal-contradiction";

    @Override
    public String name() {
        return "controller-journal";
    }

    @Override
    public Promise promise() {
        return Promise.ONE_CONTROLLER;
    }

    @Override
    public CheckResult check(Evidence evidence) {
        RuleFindings findings = new RuleFindings(evidence.run());
        Journals journals = Journals.needed(evidence.run(), evidence.journals(), findings);
        switch (evidence.zookeeper()) {
            case Part.Missing<ClusterTimeline>(String reason) -> findings.unjudged(reason);
            case Part.Present<ClusterTimeline>(ClusterTimeline timeline) -> {
                for (JournalLine line : journals.deeds()) {
                    judge(line, timeline, findings);
                }
            }
        }
        return findings.result(name(), promise());
    }

    private static void judge(JournalLine line, ClusterTimeline timeline, RuleFindings findings) {
        if (line.entry() instanceof Registered registered) {
            findings.count("registrations", 1);
            registered(line, registered, timeline, findings);
        } else if (line.entry() instanceof Elected elected) {
            findings.count("elections", 1);
            term(
                    line,
                    elected.controllerEpoch(),
                    line.broker(),
                    "broker " + line.broker() + " wrote that it was elected to controller epoch "
                            + elected.controllerEpoch(),
                    timeline,
                    findings);
        } else if (line.entry() instanceof ControlAccepted accepted) {
            term(
                    line,
                    accepted.controllerEpoch(),
                    accepted.controllerId(),
                    "broker " + line.broker() + " obeyed broker " + accepted.controllerId() + " in controller epoch "
                            + accepted.controllerEpoch(),
                    timeline,
                    findings);
        }
    }

    private static void registered(
            JournalLine line, Registered registered, ClusterTimeline timeline, RuleFindings findings) {
        List<Registration> own = timeline.registrations().stream()
                .filter(life -> life.broker() == line.broker())
                .toList();
        boolean known = own.stream()
                .anyMatch(life ->
                        life.session() == registered.sessionId() && life.brokerEpoch() == registered.brokerEpoch());
        if (known || (registered.brokerEpoch() > timeline.lastZxid() && !whole(findings))) {
            return;
        }
        broken(
                line,
                "broker " + line.broker() + " wrote that it registered with broker epoch " + registered.brokerEpoch()
                        + ", which ZooKeeper's log does not have",
                -1,
                "registrations of broker " + line.broker() + ": " + own,
                findings);
    }

    private static void term(
            JournalLine line, int epoch, int broker, String said, ClusterTimeline timeline, RuleFindings findings) {
        Optional<ControllerTerm> term = timeline.controllers().stream()
                .filter(known -> known.epoch() == epoch)
                .findFirst();
        boolean beyond = timeline.controllers().stream().allMatch(known -> known.epoch() < epoch);
        boolean won =
                timeline.controllers().stream().anyMatch(known -> known.epoch() == epoch && known.broker() == broker);
        if (won || (beyond && !whole(findings))) {
            return;
        }
        broken(
                line,
                said
                        + term.map(known -> ", which ZooKeeper gave to broker " + known.broker())
                                .orElse(", which ZooKeeper gave to nobody"),
                term.map(ControllerTerm::fromEpochMs).orElse(-1L),
                term.map(ControllerTerm::toString).orElse("controllers: " + timeline.controllers()),
                findings);
    }

    /** Whether ZooKeeper's log has all that was answered: one server writes before it answers. */
    private static boolean whole(RuleFindings findings) {
        return findings.run().cluster().zookeepers().size() == 1;
    }

    private static void broken(
            JournalLine line, String summary, long zookeeperMs, String known, RuleFindings findings) {
        findings.broken(
                TYPE,
                null,
                line.epochMs(),
                summary,
                List.of(findings.journal(line.epochMs(), line.describe()), findings.zookeeper(zookeeperMs, known)));
    }
}
