package ordeal.checker.scale;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;
import ordeal.checker.history.Reader;

/** The history of a generated run, played anew at each reading: it holds no more than what is in flight. */
final class GeneratedHistory implements HistorySource {
    /** The share of sends, in percent, after which the faults begin. */
    static final int FAULTS_PERCENT = 5;
    /** The share of sends, in percent, after which the heal barrier has passed. */
    static final int RECOVERY_PERCENT = 90;

    private static final int CONSUMERS = 2;
    private static final int ODD_CONSUMER = 1;
    private static final int FIRST_FINAL_CONSUMER = 100;
    private static final int SENDS_PER_SAMPLE = 5_000;
    private static final int POLLED_RECORDS = 300;
    private static final int MAX_LATENESS_NANOS = 100_000;
    /** How long an acknowledgement is under way, at least: longer than asking for an end offset takes. */
    private static final long ANSWER_NANOS = 5_000;

    private static final int RECORD_BYTES = 100;

    private final RunSize size;

    GeneratedHistory(RunSize size) {
        this.size = size;
    }

    @Override
    public void forEach(Consumer<? super HistoryEvent> action) {
        Telling telling = new Telling(action);
        telling.tell();
    }

    /** What consumers of one kind have read of a partition and not yet been seen to return from a poll. */
    private static final class Poll {
        final List<HistoryEvent.ValueRun> runs = new ArrayList<>();
        final List<HistoryEvent.ForeignRecord> foreign = new ArrayList<>();
        int records;

        void add(GeneratedBatch batch, long base, int from, int to) {
            if (from < to) {
                runs.add(new HistoryEvent.ValueRun(
                        base + from, batch.producer, batch.partition, batch.firstSequence + from, to - from));
                records += to - from;
            }
        }
    }

    private final class Telling implements GeneratedLoad.Stage {
        private final Consumer<? super HistoryEvent> action;
        private final List<List<Poll>> polls = new ArrayList<>();
        private final long[] ends = new long[size.partitions()];
        private final int[] epochs = new int[size.partitions()];
        private long sent;
        private long nanos;

        Telling(Consumer<? super HistoryEvent> action) {
            this.action = action;
            for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                polls.add(newPolls());
            }
        }

        void tell() {
            phase(Phase.WARM_UP);
            for (int partition = 0; partition < size.partitions(); partition++) {
                for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                    action.accept(new HistoryEvent.ConsumerPositioned(consumer, Reader.LIVE, partition, 0, nanos));
                }
            }
            nanos = new GeneratedLoad(size).play(this);
            for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                for (int partition = 0; partition < size.partitions(); partition++) {
                    poll(consumer, partition, polls.get(consumer).get(partition));
                }
            }
            finalReads();
            phase(Phase.COLLECTION);
            phase(Phase.ENDED);
        }

        @Override
        public void invoked(GeneratedBatch batch, int index, long atNanos) {
            nanos = atNanos;
            long sequence = batch.firstSequence + index;
            long intended = Math.max(0, atNanos - jitter(sequence, MAX_LATENESS_NANOS));
            action.accept(new HistoryEvent.SendInvoked(
                    batch.producer, batch.partition, sequence, RECORD_BYTES, intended, atNanos));
            if (batch.outcome == Outcome.FAIL) {
                complete(batch, index, atNanos, -1);
            }
            sent++;
            if (sent == size.sends() * FAULTS_PERCENT / 100) {
                phase(Phase.FAULTS);
            } else if (sent == size.sends() * RECOVERY_PERCENT / 100) {
                phase(Phase.RECOVERY);
            }
            if (sent % SENDS_PER_SAMPLE == 0) {
                int partition = (int) (sent / SENDS_PER_SAMPLE % size.partitions());
                sample(partition, ends[partition]);
            }
        }

        @Override
        public void appended(GeneratedBatch batch, long baseOffset, int epoch, long atNanos) {
            nanos = atNanos;
            ends[batch.partition] = baseOffset + batch.count;
            epochs[batch.partition] = epoch;
            for (int consumer = 0; consumer < CONSUMERS; consumer++) {
                Poll poll = polls.get(consumer).get(batch.partition);
                read(batch, baseOffset, consumer == ODD_CONSUMER, poll);
                if (poll.records >= POLLED_RECORDS) {
                    poll(consumer, batch.partition, poll);
                }
            }
        }

        @Override
        public void completed(GeneratedBatch batch, long baseOffset, int epoch, long atNanos) {
            nanos = atNanos;
            for (int i = 0; i < batch.count; i++) {
                long completed = atNanos + ANSWER_NANOS + 700L * i + jitter(batch.firstSequence + i, 600);
                complete(batch, i, completed, baseOffset + i);
            }
            nanos += ANSWER_NANOS + 700L * batch.count;
            if (batch.planting == Planting.END_OFFSET_REGRESSION) {
                sample(batch.partition, baseOffset / 2);
            }
        }

        private void complete(GeneratedBatch batch, int index, long completedNanos, long offset) {
            boolean ok = batch.outcome == Outcome.OK;
            action.accept(new HistoryEvent.SendCompleted(
                    batch.producer,
                    batch.partition,
                    batch.firstSequence + index,
                    completedNanos,
                    batch.outcome,
                    ok ? offset : -1,
                    ok ? null : "TimeoutException: generated"));
        }

        private static void read(GeneratedBatch batch, long base, boolean odd, Poll poll) {
            Planting planting = batch.planting;
            boolean whole = planting == null
                    || switch (planting) {
                        case LOST_WRITE -> false;
                        case INCONSISTENT_OFFSETS, POLL_SKIP, PHANTOM -> !odd;
                        case READ_THEN_LOST, NONMONOTONIC_POLL, DUPLICATE, END_OFFSET_REGRESSION -> true;
                    };
            if (whole) {
                poll.add(batch, base, 0, batch.count);
            } else {
                poll.add(batch, base, 0, batch.odd());
                if (planting == Planting.INCONSISTENT_OFFSETS) {
                    poll.runs.add(new HistoryEvent.ValueRun(
                            base + batch.odd(), batch.producer, batch.partition, batch.firstSequence, 1));
                } else if (planting == Planting.PHANTOM) {
                    poll.foreign.add(new HistoryEvent.ForeignRecord(base + batch.odd(), "checksum mismatch", "4f44"));
                }
                poll.add(batch, base, batch.odd() + 1, batch.count);
            }
            if (planting == Planting.NONMONOTONIC_POLL && odd) {
                poll.add(batch, base, 0, batch.count);
            }
        }

        private void poll(int consumer, int partition, Poll poll) {
            if (poll.records > 0) {
                action.accept(new HistoryEvent.Polled(
                        consumer, partition, Math.max(0, nanos - 50_000), nanos, poll.runs, poll.foreign));
                poll.runs.clear();
                poll.foreign.clear();
                poll.records = 0;
            }
        }

        private void sample(int partition, long offset) {
            long invoked = nanos;
            nanos += 1_000;
            action.accept(new HistoryEvent.EndOffsetSampled(
                    partition, invoked, nanos, Outcome.OK, offset, epochs[partition], null));
        }

        private void finalReads() {
            phase(Phase.FINAL_READS);
            List<Poll> reads = newPolls();
            for (int partition = 0; partition < size.partitions(); partition++) {
                action.accept(new HistoryEvent.ConsumerPositioned(
                        FIRST_FINAL_CONSUMER + partition, Reader.FINAL, partition, 0, nanos));
            }
            var _ = new GeneratedLoad(size).play((batch, base, _, _) -> {
                Poll poll = reads.get(batch.partition);
                if (GeneratedDisks.lacksOdd(batch)) {
                    poll.add(batch, base, 0, batch.odd());
                    poll.add(batch, base, batch.odd() + 1, batch.count);
                } else {
                    poll.add(batch, base, 0, batch.count);
                }
                if (poll.records >= POLLED_RECORDS) {
                    nanos += 100_000;
                    poll(FIRST_FINAL_CONSUMER + batch.partition, batch.partition, poll);
                }
            });
            for (int partition = 0; partition < size.partitions(); partition++) {
                int consumer = FIRST_FINAL_CONSUMER + partition;
                poll(consumer, partition, reads.get(partition));
                action.accept(new HistoryEvent.FinalReadEnded(
                        consumer, partition, 0, ends[partition], ends[partition], ++nanos, null));
            }
        }

        private void phase(Phase phase) {
            action.accept(new HistoryEvent.PhaseStarted(phase, nanos));
        }

        private List<Poll> newPolls() {
            List<Poll> list = new ArrayList<>();
            for (int partition = 0; partition < size.partitions(); partition++) {
                list.add(new Poll());
            }
            return list;
        }

        /** A number below a limit that follows from another one. */
        private static long jitter(long number, int limit) {
            long mixed = (number + 1) * 0x9E3779B97F4A7C15L;
            return ((mixed ^ mixed >>> 29) >>> 8) % limit;
        }
    }
}
