package ordeal.checker.isr;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.journal.BrokerJournal;
import ordeal.checker.journal.JournalEntry.HighWatermarkMoved;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.journal.Journals;

/**
 * How far each leader epoch had committed, as journals say: the greatest high watermark that its leader, or a follower by its leader's
 * word, had in it. A lower bound, for the last lines before a kill may be missing.
 */
final class CommittedEnds {
    private final Map<Partition, NavigableMap<Integer, End>> byPartition = new HashMap<>();

    private CommittedEnds() {}

    /**
     * How far an epoch had committed.
     *
     * @param offset what of that must not be lost: the high watermark, or less where the settings permit a loss
     */
    record End(int leaderEpoch, long offset, JournalLine line) {
        static End further(End one, End other) {
            return other.offset() > one.offset() ? other : one;
        }
    }

    static CommittedEnds of(Journals journals) {
        CommittedEnds ends = new CommittedEnds();
        for (BrokerJournal journal : journals.all()) {
            journal.forEach(line -> {
                if (line.entry() instanceof HighWatermarkMoved moved) {
                    ends.byPartition
                            .computeIfAbsent(moved.partition(), _ -> new TreeMap<>())
                            .merge(
                                    moved.leaderEpoch(),
                                    new End(moved.leaderEpoch(), moved.highWatermark(), line),
                                    End::further);
                }
            });
        }
        return ends;
    }

    /** The furthest that epochs before this one had committed, as far as a log in this epoch must hold it; empty when none had. */
    Optional<End> before(Partition partition, int number, int leaderEpoch, LossExemption permitted) {
        Optional<End> furthest = Optional.empty();
        for (End end : byPartition
                .getOrDefault(partition, new TreeMap<>())
                .headMap(leaderEpoch)
                .values()) {
            long kept = Math.min(end.offset(), permitted.keptUntil(number, end.leaderEpoch(), leaderEpoch));
            if (furthest.isEmpty() || kept > furthest.get().offset()) {
                furthest = Optional.of(new End(end.leaderEpoch(), kept, end.line()));
            }
        }
        return furthest;
    }
}
