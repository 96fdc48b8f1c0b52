package ordeal.checker.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import ordeal.checker.compact.LongColumn;
import ordeal.checker.compact.SteppedBlocks;

/**
 * Sends in the order of the moments that they were intended for, those of one moment as they were added, in compressed columns. Made by
 * a merge sort of compressed runs: sends are added in about that order, so few runs overlap.
 */
final class IntendedSends {
    private final LongColumn intendedNanos;
    private final LongColumn acknowledgedNanos;
    private long size;

    private IntendedSends(SteppedBlocks codec) {
        intendedNanos = LongColumn.of(codec, 0);
        acknowledgedNanos = LongColumn.of(codec, 0);
    }

    /**
     * One send.
     *
     * @param intendedNanos when the schedule wanted it
     * @param acknowledgedNanos when it was acknowledged; {@link Long#MAX_VALUE} when it never was
     */
    record Send(long intendedNanos, long acknowledgedNanos) {
        boolean served() {
            return acknowledgedNanos != Long.MAX_VALUE && latencyNanos() <= PartitionLoad.SERVED_WITHIN_NANOS;
        }

        long latencyNanos() {
            return acknowledgedNanos - intendedNanos;
        }
    }

    /** How many sends there are. */
    long size() {
        return size;
    }

    /** The send at a place in the order. */
    Send get(long index) {
        return new Send(intendedNanos.get(index), acknowledgedNanos.get(index));
    }

    /** When the schedule wanted the send at a place in the order. */
    long intendedNanos(long index) {
        return intendedNanos.get(index);
    }

    /** The index of the first send intended at or after this moment. */
    long firstAt(long nanos) {
        long low = 0;
        long high = size;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (intendedNanos.get(middle) < nanos) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void append(Send send) {
        intendedNanos.set(size, send.intendedNanos());
        acknowledgedNanos.set(size, send.acknowledgedNanos());
        size++;
    }

    /** Takes sends in any order. */
    static final class Sorter {
        private static final int RUN_SENDS = 8192;

        private final SteppedBlocks codec = new SteppedBlocks();
        private final List<Send> unsorted = new ArrayList<>();
        private final List<Run> runs = new ArrayList<>();

        void add(long intendedNanos, long acknowledgedNanos) {
            unsorted.add(new Send(intendedNanos, acknowledgedNanos));
            if (unsorted.size() == RUN_SENDS) {
                endRun();
            }
        }

        /** All sends added so far, in order. The sorter is empty after that. */
        IntendedSends sorted() {
            endRun();
            IntendedSends all = new IntendedSends(codec);
            runs.sort(Run.BY_HEAD);
            PriorityQueue<Run> open = new PriorityQueue<>(Run.BY_HEAD);
            int next = 0;
            while (next < runs.size() || !open.isEmpty()) {
                while (next < runs.size() && (open.isEmpty() || Run.BY_HEAD.compare(runs.get(next), open.peek()) < 0)) {
                    open.add(runs.get(next++));
                }
                Run least = open.remove();
                all.append(least.sends.get(least.next++));
                if (least.next < least.sends.size()) {
                    open.add(least);
                } else {
                    least.sends = new IntendedSends(codec);
                }
            }
            runs.clear();
            return all;
        }

        private void endRun() {
            if (!unsorted.isEmpty()) {
                unsorted.sort(Comparator.comparingLong(Send::intendedNanos));
                IntendedSends sends = new IntendedSends(codec);
                unsorted.forEach(sends::append);
                runs.add(new Run(runs.size(), sends));
                unsorted.clear();
            }
        }
    }

    /** A part of the sends, sorted, of which the first ones have been taken. */
    private static final class Run {
        static final Comparator<Run> BY_HEAD =
                Comparator.comparingLong(Run::headNanos).thenComparingInt(run -> run.number);

        final int number;
        IntendedSends sends;
        long next;

        Run(int number, IntendedSends sends) {
            this.number = number;
            this.sends = sends;
        }

        long headNanos() {
            return sends.intendedNanos(next);
        }
    }
}
