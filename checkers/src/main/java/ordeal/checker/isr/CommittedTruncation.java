package ordeal.checker.isr;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import ordeal.checker.journal.Cuts.Cut;
import ordeal.checker.journal.JournalEntry.Truncated;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.replica.ReplicaLog;
import ordeal.checker.run.Part;
import ordeal.checker.verdict.Anomaly;
import ordeal.checker.verdict.RuleFindings;
import ordeal.checker.zookeeper.PartitionState;

/**
 * Row 13, no committed truncation. Let a broker cut its log to t in leader epoch e, and let H be what leaders of epochs before e had
 * committed, and what the broker's own high watermark said. If the ISR with which it was told of e holds the broker, then t is not below
 * H. A broker outside that ISR may cut lower, if what it took over afterwards is what the partition's leader holds there at the end.
 *
 * <p>What was committed within e itself is no bound for its followers' first cut, so only the broker's own high watermark stands for it.
 * Legitimate: tails that nobody committed; a log that is begun anew because its leader's begins later. Permitted: what an allowed unclean
 * election or a fault's loss of data may have taken.
 */
public final class CommittedTruncation extends JournalRule {
    private static final String TYPE = "committed-truncation";
    private static final int ANY_EPOCH = -1;

    /** The rule. */
    public CommittedTruncation() {
        super("committed-truncation");
    }

    /** What a cut must not go below, and which line says so. */
    private record Floor(long offset, JournalLine line, String what) {}

    @Override
    void judge(Told told, RuleFindings findings) {
        CommittedEnds committed = CommittedEnds.of(told.journals());
        LossExemption permitted = LossExemption.of(told.evidence());
        findings.count("truncations", 0);
        for (JournalLine line : told.journals().deeds()) {
            if (!(line.entry() instanceof Truncated cut) || cut.toOffset() >= cut.fromOffset()) {
                continue;
            }
            findings.count("truncations", 1);
            int number = told.evidence().run().partitions().indexOf(cut.partition());
            Optional<PartitionState> state = told.stateOf(cut.partition(), cut.partitionEpoch(), cut.leaderEpoch());
            if (number < 0 || state.isEmpty()) {
                findings.count("truncations-without-state", 1);
                continue;
            }
            Optional<Floor> floor = floor(line, cut, number, committed, permitted);
            if (floor.isPresent() && cut.toOffset() < floor.get().offset()) {
                if (state.get().isr().contains(line.broker())) {
                    broken(line, cut, floor.get(), List.of(), state.get(), findings);
                } else {
                    outside(line, cut, number, floor.get(), state.get(), told, permitted, findings);
                }
            }
        }
    }

    private static Optional<Floor> floor(
            JournalLine line, Truncated cut, int number, CommittedEnds committed, LossExemption permitted) {
        long own = Math.min(cut.highWatermark(), permitted.keptUntil(number, ANY_EPOCH, cut.leaderEpoch()));
        Floor byItself = new Floor(Math.min(own, cut.fromOffset()), line, "its own high watermark went");
        return committed
                .before(cut.partition(), number, cut.leaderEpoch(), permitted)
                .map(end -> new Floor(end.offset(), end.line(), "leader epoch " + end.leaderEpoch() + " had committed"))
                .filter(floor -> floor.offset() > byItself.offset())
                .or(() -> Optional.of(byItself));
    }

    /** Outside the ISR it is the end that counts: what the broker took over in place of what it had cut. */
    private static void outside(
            JournalLine line,
            Truncated cut,
            int number,
            Floor floor,
            PartitionState state,
            Told told,
            LossExemption permitted,
            RuleFindings findings) {
        findings.count("truncations-outside-isr", 1);
        Optional<ReplicaLog> own = disk(told, line.broker(), number);
        Optional<ReplicaLog> leader =
                disk(told, told.timeline().states(cut.partition()).getLast().leader(), number);
        if (own.isEmpty()
                || leader.isEmpty()
                || own.get().broker() == leader.get().broker()) {
            return;
        }
        long from = Math.max(
                cut.toOffset(),
                Math.max(own.get().logStartOffset(), leader.get().logStartOffset()));
        long to = Math.min(
                Math.min(floor.offset(), permitted.keptUntil(number, ANY_EPOCH, Integer.MAX_VALUE)),
                Math.min(own.get().logEndOffset(), leader.get().logEndOffset()));
        OptionalLong difference =
                from < to ? permitted.firstDifference(own.get(), leader.get(), from, to) : OptionalLong.empty();
        if (difference.isPresent()) {
            long offset = difference.getAsLong();
            List<Anomaly.Witness> disks = List.of(
                    RuleFindings.disk(LogComparison.describe(own.get(), offset)),
                    RuleFindings.disk(LogComparison.describe(leader.get(), offset)));
            broken(line, cut, floor, disks, state, findings);
        }
    }

    private static Optional<ReplicaLog> disk(Told told, int broker, int number) {
        return told.evidence().replicas().get(broker)
                        instanceof Part.Present<Map<Integer, ReplicaLog>>(Map<Integer, ReplicaLog> logs)
                ? Optional.ofNullable(logs.get(number))
                : Optional.empty();
    }

    private static void broken(
            JournalLine line,
            Truncated cut,
            Floor floor,
            List<Anomaly.Witness> disks,
            PartitionState state,
            RuleFindings findings) {
        List<Anomaly.Witness> witness = new ArrayList<>();
        witness.add(witness(line, findings));
        if (!floor.line().equals(line)) {
            witness.add(witness(floor.line(), findings));
        }
        witness.add(witness(state, findings));
        witness.addAll(disks);
        String end = disks.isEmpty() ? "" : ", and what it took over in its place is not what the leader holds";
        findings.broken(
                TYPE,
                cut.partition(),
                line.epochMs(),
                new Cut(line, cut).sentence() + "; but " + floor.what() + " up to " + floor.offset() + end,
                witness);
    }
}
