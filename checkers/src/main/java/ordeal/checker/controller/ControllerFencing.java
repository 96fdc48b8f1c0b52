package ordeal.checker.controller;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import ordeal.checker.Partition;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.journal.Journals;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.ClusterTimeline;
import ordeal.checker.zookeeper.LoggedTransaction;
import ordeal.checker.zookeeper.Operation;
import ordeal.checker.zookeeper.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * Row 2: nothing that a deposed controller does takes effect.
 *
 * <p>Formally, with e(z) the controller epoch in force just before transaction z and owner(e) the session that was elected to it:
 *
 * <ul>
 *   <li>a multi that holds {@code check(/controller_epoch)} is by owner(e(z)), or by another session of the same broker;
 *   <li>a partition state that such a multi writes carries the controller epoch e(z);
 *   <li>a partition state that is written without that check carries e(z) too and is by owner(e(z)). A leader that writes its ISR
 *       itself, as brokers did with {@code inter.broker.protocol.version} below 2.7, is exempt: its epoch must be at most e(z);
 *   <li>{@code delete(/controller)} is by the session that owns the node, or by an operator.
 * </ul>
 *
 * <p>Creation of topics, configuration and notifications are not fenced by the design, and exempt. Belief is not judged: a paused
 * controller cannot know that it was deposed.
 */
final class ControllerFencing {
    static final String TYPE = "stale-controller-write";
    private static final Pattern STATE = Pattern.compile("/brokers/topics/([^/]+)/partitions/(\\d+)/state");
    private static final Pattern OLD_PROTOCOL = Pattern.compile("(0\\.\\d+|1\\.\\d+|2\\.[0-6])([.-].*)?");

    private final RuleFindings findings;
    private final Set<Long> operators;
    private final Map<Long, Set<Integer>> brokersOfSessions = new HashMap<>();
    private final Map<Written, PartitionState> states = new HashMap<>();
    private final Map<Version, List<JournalLine>> journaled = new HashMap<>();
    private final boolean leadersWriteIsr;

    private record Written(Partition partition, long zxid) {}

    private record Version(Partition partition, int partitionEpoch) {}

    ControllerFencing(RuleFindings findings, ClusterTimeline timeline, List<Long> operatorSessions, Journals journals) {
        this.findings = findings;
        this.operators = new HashSet<>(operatorSessions);
        for (JournalLine line : journals.deeds()) {
            if (line.entry() instanceof JournalEntry.StateWritten written) {
                journaled
                        .computeIfAbsent(
                                new Version(written.partition(), written.partitionEpoch()), _ -> new ArrayList<>())
                        .add(line);
            }
        }
        timeline.registrations().forEach(life -> broker(life.session(), life.broker()));
        timeline.controllers().forEach(term -> broker(term.session(), term.broker()));
        for (Partition partition : timeline.assignments().keySet()) {
            timeline.states(partition).forEach(state -> states.put(new Written(partition, state.zxid()), state));
        }
        String protocol = findings.run().cluster().brokerProperties().get("inter.broker.protocol.version");
        this.leadersWriteIsr =
                protocol != null && OLD_PROTOCOL.matcher(protocol).matches();
    }

    /** Judges one transaction against what was in force just before it. */
    void judge(ControllerView before, LoggedTransaction transaction) {
        boolean fenced = transaction.checkOf(ElectionForm.CONTROLLER_EPOCH).isPresent();
        boolean owner = isOwner(before, transaction.session());
        if (fenced) {
            findings.count("fenced-writes", 1);
        }
        if (fenced && !owner) {
            broken(
                    null,
                    transaction,
                    "a session that does not own controller epoch " + before.epochText() + " wrote as controller");
        }
        for (Operation operation : transaction.operations()) {
            switch (operation) {
                case Operation.Create create -> state(before, transaction, create.path(), fenced, owner);
                case Operation.SetData set -> state(before, transaction, set.path(), fenced, owner);
                case Operation.Delete delete -> delete(before, transaction, delete.path());
                case Operation.Check _,
                        Operation.CreateSession _,
                        Operation.CloseSession _,
                        Operation.Failed _,
                        Operation.Other _ -> {}
            }
        }
    }

    private void state(
            ControllerView before, LoggedTransaction transaction, String path, boolean fenced, boolean owner) {
        Matcher matcher = STATE.matcher(path);
        if (!matcher.matches()) {
            return;
        }
        Partition partition = new Partition(matcher.group(1), Integer.parseInt(matcher.group(2)));
        PartitionState state = states.get(new Written(partition, transaction.zxid()));
        if (state == null) {
            return;
        }
        findings.count("state-writes", 1);
        findings.count("unfenced-state-writes", fenced ? 0 : 1);
        boolean byLeader = !fenced && leadersWriteIsr;
        boolean late = before.outdates(state.controllerEpoch()) && !byLeader;
        if (late || before.precedes(state.controllerEpoch())) {
            broken(
                    partition,
                    transaction,
                    "state of " + partition + " was written with controller epoch " + state.controllerEpoch()
                            + " while epoch " + before.epochText() + " was in force");
        } else if (!fenced && !owner && !byLeader) {
            broken(
                    partition,
                    transaction,
                    "state of " + partition + " was written without a check of the controller epoch, by a session that"
                            + " does not own epoch " + before.epochText());
        }
    }

    private void delete(ControllerView before, LoggedTransaction transaction, String path) {
        boolean may = before.nodeOwner() == transaction.session() || operators.contains(transaction.session());
        if (path.equals(ElectionForm.CONTROLLER) && !may) {
            broken(null, transaction, "/controller of another session was deleted");
        }
    }

    /** A broker that lost its session and got a new one is still the same broker. */
    private boolean isOwner(ControllerView before, long session) {
        if (session == before.epochOwner()) {
            return true;
        }
        Set<Integer> ours = brokersOfSessions.getOrDefault(session, Set.of());
        return brokersOfSessions.getOrDefault(before.epochOwner(), Set.of()).stream()
                .anyMatch(ours::contains);
    }

    private void broker(long session, int broker) {
        brokersOfSessions.computeIfAbsent(session, _ -> new HashSet<>()).add(broker);
    }

    private void broken(@Nullable Partition partition, LoggedTransaction transaction, String summary) {
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(findings.zookeeper(transaction.epochMs(), transaction.describe()));
        if (partition != null) {
            writers(partition, transaction)
                    .forEach(line -> witness.add(findings.journal(line.epochMs(), line.describe())));
        }
        findings.broken(TYPE, partition, transaction.epochMs(), summary, witness);
    }

    /** Who says in its journal that it wrote the state. */
    private List<JournalLine> writers(Partition partition, LoggedTransaction transaction) {
        PartitionState state = states.get(new Written(partition, transaction.zxid()));
        return state == null
                ? List.of()
                : journaled.getOrDefault(new Version(partition, state.partitionEpoch()), List.of());
    }
}
