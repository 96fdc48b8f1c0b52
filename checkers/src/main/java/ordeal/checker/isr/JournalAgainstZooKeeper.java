package ordeal.checker.isr;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ordeal.checker.Partition;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.PartitionState;

/**
 * What a broker says of a partition must be what ZooKeeper's log says of the partition epoch that it names: who leads, in which leader
 * epoch, with which ISR; and what a controller says it wrote must be what was written.
 *
 * <p>Brokers write such a line after ZooKeeper, or whoever heard from ZooKeeper, has answered. So a partition epoch beyond ZooKeeper's log
 * is a contradiction as well, where one server's log is all there is; the log of an ensemble may end before what it answered last.
 * Legitimate: old news, of zombies too, for what was true at a partition epoch stays true of it; lines that are missing.
 */
public final class JournalAgainstZooKeeper extends JournalRule {
    /** The anomaly's word for a journal that says what did not happen. */
    static final String TYPE = "journal-contradiction";

    /** The rule. */
    public JournalAgainstZooKeeper() {
        super("journal-against-zookeeper");
    }

    /** What a line may contradict ZooKeeper about; once is enough. */
    private record Subject(int broker, Partition partition, int partitionEpoch, String about) {}

    @Override
    void judge(Told told, RuleFindings findings) {
        findings.count("journal-lines", 0);
        findings.count("bounds-hit", 0);
        Set<Subject> reported = new HashSet<>();
        boolean whole = told.evidence().run().cluster().zookeepers().size() == 1;
        for (BrokerJournal journal : told.journals().all()) {
            journal.forEach(line -> {
                findings.count("journal-lines", 1);
                if (line.entry() instanceof JournalEntry.BoundHit) {
                    findings.count("bounds-hit", 1);
                } else if (line.entry() instanceof JournalEntry.OfPartition about) {
                    compare(line, about, whole, told, reported, findings);
                }
            });
        }
    }

    private static void compare(
            JournalLine line,
            JournalEntry.OfPartition about,
            boolean whole,
            Told told,
            Set<Subject> reported,
            RuleFindings findings) {
        if (about instanceof JournalEntry.Recovered || !told.states().unambiguous(about.partition())) {
            findings.count("journal-lines-without-order", 1);
            return;
        }
        Optional<PartitionState> state = told.states().at(about.partition(), about.partitionEpoch());
        boolean beyond = about.partitionEpoch() > told.states().last(about.partition());
        if (state.isEmpty() && beyond && !whole) {
            findings.count("journal-lines-after-zookeepers-log", 1);
            return;
        }
        Optional<String> fault = state.isEmpty()
                ? Optional.of("of which ZooKeeper's log holds no state")
                : faultOf(line.broker(), about, state.get());
        if (fault.isPresent()
                && reported.add(new Subject(line.broker(), about.partition(), about.partitionEpoch(), fault.get()))) {
            Anomaly.Witness known = state.map(found -> witness(found, findings))
                    .orElseGet(() -> findings.zookeeper(
                            -1,
                            "the last partition epoch of " + about.partition() + " in ZooKeeper's log is "
                                    + told.states().last(about.partition())));
            findings.broken(
                    TYPE,
                    about.partition(),
                    line.epochMs(),
                    about.partition() + ": broker " + line.broker() + " wrote " + name(about) + " at partition epoch "
                            + about.partitionEpoch() + ", " + fault.get(),
                    List.of(witness(line, findings), known));
        }
    }

    private static Optional<String> faultOf(int broker, JournalEntry.OfPartition about, PartitionState state) {
        return switch (about) {
            case JournalEntry.StateWritten written -> written(written, state);
            case JournalEntry.AlterPartitionAccepted accepted -> epoch(accepted.leaderEpoch(), state);
            case JournalEntry.BecameLeader began ->
                led(broker, began.leaderEpoch(), state).or(() -> isr(began.isr(), state));
            case JournalEntry.IsrProposed proposed -> led(broker, proposed.leaderEpoch(), state);
            case JournalEntry.IsrCommitted committed ->
                led(broker, committed.leaderEpoch(), state).or(() -> isr(committed.isr(), state));
            case JournalEntry.FollowerProgress progress -> led(broker, progress.leaderEpoch(), state);
            case JournalEntry.HighWatermarkMoved moved ->
                moved.leading()
                        ? led(broker, moved.leaderEpoch(), state).or(() -> isrSize(moved.isrSize(), state))
                        : followed(broker, moved.leaderEpoch(), state);
            case JournalEntry.BecameFollower began ->
                followed(broker, began.leaderEpoch(), state).or(() -> leader(began.leader(), state));
            case JournalEntry.Truncated cut -> followed(broker, cut.leaderEpoch(), state);
            case JournalEntry.Recovered _ -> Optional.empty();
        };
    }

    private static Optional<String> written(JournalEntry.StateWritten written, PartitionState state) {
        return epoch(written.leaderEpoch(), state)
                .or(() -> leader(written.leader(), state))
                .or(() -> isr(written.isr(), state))
                .or(() -> written.controllerEpoch() == state.controllerEpoch()
                        ? Optional.empty()
                        : Optional.of("where ZooKeeper has controller epoch " + state.controllerEpoch()));
    }

    private static Optional<String> led(int broker, int leaderEpoch, PartitionState state) {
        return epoch(leaderEpoch, state).or(() -> leader(broker, state));
    }

    private static Optional<String> followed(int broker, int leaderEpoch, PartitionState state) {
        return epoch(leaderEpoch, state)
                .or(() ->
                        state.leader() == broker ? Optional.of("where ZooKeeper has it as leader") : Optional.empty());
    }

    private static Optional<String> epoch(int leaderEpoch, PartitionState state) {
        return leaderEpoch == state.leaderEpoch()
                ? Optional.empty()
                : Optional.of("where ZooKeeper has leader epoch " + state.leaderEpoch());
    }

    private static Optional<String> leader(int leader, PartitionState state) {
        return leader == state.leader()
                ? Optional.empty()
                : Optional.of("where ZooKeeper has broker " + state.leader() + " as leader");
    }

    private static Optional<String> isr(List<Integer> isr, PartitionState state) {
        return new HashSet<>(isr).equals(new HashSet<>(state.isr()))
                ? Optional.empty()
                : Optional.of("where ZooKeeper has the ISR " + state.isr());
    }

    private static Optional<String> isrSize(int size, PartitionState state) {
        return size == state.isr().size() ? Optional.empty() : isr(List.of(), state);
    }

    /** The entry's name as the journal has it. */
    private static String name(JournalEntry.OfPartition about) {
        return switch (about) {
            case JournalEntry.StateWritten _ -> "state-written";
            case JournalEntry.AlterPartitionAccepted _ -> "alter-partition-accepted";
            case JournalEntry.BecameLeader _ -> "became-leader";
            case JournalEntry.BecameFollower _ -> "became-follower";
            case JournalEntry.IsrProposed _ -> "isr-proposed";
            case JournalEntry.IsrCommitted _ -> "isr-committed";
            case JournalEntry.Truncated _ -> "truncated";
            case JournalEntry.Recovered _ -> "recovered";
            case JournalEntry.HighWatermarkMoved _ -> "high-watermark-moved";
            case JournalEntry.FollowerProgress _ -> "follower-progress";
        };
    }
}
