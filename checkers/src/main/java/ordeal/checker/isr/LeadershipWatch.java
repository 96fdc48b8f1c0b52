package ordeal.checker.isr;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import ordeal.checker.journal.JournalEntry.BecameLeader;
import ordeal.checker.journal.JournalEntry.FollowerProgress;
import ordeal.checker.journal.JournalEntry.HighWatermarkMoved;
import ordeal.checker.journal.JournalEntry.IsrCommitted;
import ordeal.checker.journal.JournalEntry.IsrProposed;
import ordeal.checker.journal.JournalLine;
import ordeal.checker.zookeeper.PartitionState;
import org.jspecify.annotations.Nullable;

/**
 * One leadership, line by line: which replica had shown which log end when the high watermark moved.
 *
 * <p>Progress is merged, so a line of it may stand in the file before another that tells of something earlier. What is held back of a
 * partition is written together, each kind once for each replica. So whatever a replica had shown before a move of the high watermark
 * stands before that move's line, or is the first line about that replica after it; and once another kind of line about the partition, or
 * the next move, has been read, nothing about this move is to come. Until then the move waits for its judgement, and the journal's end
 * leaves it unjudged: what proves it may have been lost by the kill.
 */
final class LeadershipWatch {
    private final BecameLeader began;
    private final JournalRule.Told told;
    private final Report report;
    private final Map<Integer, Long> shown = new HashMap<>();
    private final Map<Integer, JournalLine> shownBy = new HashMap<>();
    private final Set<Doubted> reported = new HashSet<>();
    private Set<Integer> members;
    private long highWatermark;
    private @Nullable IsrProposed proposal;
    private @Nullable Move waiting;
    private @Nullable Missing suspect;

    /** Hears of a replica in the ISR that had not shown what was committed. */
    @FunctionalInterface
    interface Report {
        void missing(Missing missing);
    }

    /**
     * A replica in the ISR that had not shown what was committed.
     *
     * @param replica who
     * @param shown the log end that it had shown in this leader epoch; -1 for none
     * @param highWatermark what was committed
     * @param line which line says so
     * @param shownBy the line by which the replica had shown its log end; null for none
     * @param state the state by which it was in the ISR; null when only the journal says so
     */
    record Missing(
            int replica,
            long shown,
            long highWatermark,
            JournalLine line,
            @Nullable JournalLine shownBy,
            @Nullable PartitionState state) {}

    private record Doubted(int replica, int partitionEpoch) {}

    /** A move of the high watermark that is not judged yet. */
    private record Move(
            JournalLine line, HighWatermarkMoved moved, Map<Integer, Long> before, Map<Integer, Long> after) {
        long shownBy(int replica) {
            return Math.max(before.getOrDefault(replica, -1L), after.getOrDefault(replica, -1L));
        }
    }

    LeadershipWatch(BecameLeader began, JournalRule.Told told, Report report) {
        this.began = began;
        this.told = told;
        this.report = report;
        this.members = Set.copyOf(began.isr());
        this.highWatermark = began.highWatermark();
    }

    void onProgress(JournalLine line, FollowerProgress progress) {
        if (progress.leaderEpoch() != began.leaderEpoch()) {
            return;
        }
        if (waiting != null) {
            waiting.after().putIfAbsent(progress.replica(), progress.logEndOffset());
        }
        if (progress.logEndOffset() > shown.getOrDefault(progress.replica(), -1L)) {
            shown.put(progress.replica(), progress.logEndOffset());
            shownBy.put(progress.replica(), line);
        }
    }

    void onMoved(JournalLine line, HighWatermarkMoved moved) {
        settle();
        if (moved.leaderEpoch() == began.leaderEpoch()) {
            waiting = new Move(line, moved, new HashMap<>(shown), new HashMap<>());
            highWatermark = Math.max(highWatermark, moved.highWatermark());
        }
    }

    /** Asked again for the same partition epoch: what was asked before had been refused, and bound nobody. */
    void onProposed(IsrProposed proposed) {
        settle();
        suspect = null;
        proposal = proposed;
    }

    void onCommitted(JournalLine line, IsrCommitted committed) {
        settle();
        confirm();
        Set<Integer> added = new TreeSet<>(committed.isr());
        added.removeAll(members);
        added.remove(line.broker());
        for (int replica : added) {
            long end = shown.getOrDefault(replica, -1L);
            if (end < highWatermark) {
                missing(
                        new Missing(
                                replica,
                                end,
                                highWatermark,
                                line,
                                shownBy.get(replica),
                                told.states()
                                        .at(committed.partition(), committed.partitionEpoch())
                                        .orElse(null)),
                        committed.partitionEpoch());
            }
        }
        members = Set.copyOf(committed.isr());
        proposal = null;
    }

    /** Another line about the partition: what was held back before it has been written. */
    void settle() {
        Move move = waiting;
        waiting = null;
        if (move == null) {
            return;
        }
        HighWatermarkMoved moved = move.moved();
        Optional<PartitionState> state = told.stateOf(moved.partition(), moved.partitionEpoch(), moved.leaderEpoch());
        if (state.isEmpty()) {
            return;
        }
        state.get()
                .isr()
                .forEach(replica -> shortOf(move, replica, state.get())
                        .ifPresent(missing -> missing(missing, moved.partitionEpoch())));
        if (suspect == null && proposal != null && proposal.partitionEpoch() == moved.partitionEpoch()) {
            suspect = pending(move, state.get()).orElse(null);
        }
    }

    /** The leadership is over, or its journal ends: what was asked for last was not refused, if ZooKeeper has it. */
    void end() {
        waiting = null;
        confirm();
    }

    private void confirm() {
        if (suspect != null) {
            missing(suspect, -1);
            suspect = null;
        }
    }

    /** Whoever ZooKeeper has in the ISR since, and was asked for before this move, counted already. */
    private Optional<Missing> pending(Move move, PartitionState before) {
        Optional<PartitionState> next = told.stateOf(
                move.moved().partition(),
                before.partitionEpoch() + 1,
                move.moved().leaderEpoch());
        if (next.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> added = next.get().isr().stream()
                .filter(replica -> !before.isr().contains(replica))
                .toList();
        for (int replica : added) {
            Optional<Missing> missing = shortOf(move, replica, next.get());
            if (missing.isPresent()) {
                return missing;
            }
        }
        return Optional.empty();
    }

    private Optional<Missing> shortOf(Move move, int replica, PartitionState state) {
        long end = move.shownBy(replica);
        return replica == move.line().broker() || end >= move.moved().highWatermark()
                ? Optional.empty()
                : Optional.of(new Missing(
                        replica,
                        end,
                        move.moved().highWatermark(),
                        move.line(),
                        end < 0 ? null : shownBy.get(replica),
                        state));
    }

    /** Once for each replica and partition epoch: what follows from the same lack is no news. */
    private void missing(Missing missing, int partitionEpoch) {
        if (reported.add(new Doubted(missing.replica(), partitionEpoch))) {
            report.missing(missing);
        }
    }
}
