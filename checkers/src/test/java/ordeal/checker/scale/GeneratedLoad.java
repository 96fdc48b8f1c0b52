package ordeal.checker.scale;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import ordeal.checker.history.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What producers and leaders of a generated run do, as a pure function of its size and seed: played again, it is the same again. Sends
 * are spread at random over producers and partitions, wait in batches, and a partition's batches are appended in the order in which they
 * were closed, some after the other, so that a few are always in flight.
 */
final class GeneratedLoad {
    /** Leader epochs of each partition. */
    static final int EPOCHS = 5;

    private static final int MAX_BATCH = 32;
    private static final int MAX_IN_FLIGHT = 4;
    private static final int MAX_GAP_NANOS = 40_000;
    private static final int ODDS = 10_000;

    private final RunSize size;

    /** Sees what happens, in order. A time is the run's nanosecond. */
    interface Stage {
        /** A send is invoked; it joins a batch. */
        default void invoked(GeneratedBatch batch, int index, long nanos) {}

        /** A batch is appended at an offset, in a leader epoch. */
        void appended(GeneratedBatch batch, long baseOffset, int epoch, long nanos);

        /** All sends of a batch complete; the offset is -1 where none was appended. */
        default void completed(GeneratedBatch batch, long baseOffset, int epoch, long nanos) {}
    }

    GeneratedLoad(RunSize size) {
        this.size = size;
    }

    /** Plays the whole run. Returns when it ended, on the run's clock. */
    long play(Stage stage) {
        Play play = new Play(stage);
        return play.run();
    }

    private final class Play {
        private final Stage stage;
        private final SplittableRandom random = new SplittableRandom(size.seed());
        private final List<Planting> plantings = new ArrayList<>();
        private final @Nullable GeneratedBatch[] open = new GeneratedBatch[size.producers() * size.partitions()];
        private final long[] nextSequences = new long[size.producers() * size.partitions()];
        private final List<Deque<GeneratedBatch>> inFlight = new ArrayList<>();
        private final long[] ends = new long[size.partitions()];
        private long sent;
        private int planted;
        private long nanos;

        Play(Stage stage) {
            this.stage = stage;
            for (Planting planting : Planting.values()) {
                plantings.addAll(Collections.nCopies(planting.times(), planting));
            }
            Collections.shuffle(plantings, new Random(size.seed()));
            for (int partition = 0; partition < size.partitions(); partition++) {
                inFlight.add(new ArrayDeque<>());
            }
        }

        long run() {
            while (sent < size.sends()) {
                send(random.nextInt(open.length));
            }
            for (int lane = 0; lane < open.length; lane++) {
                GeneratedBatch batch = open[lane];
                if (batch != null) {
                    close(lane, batch);
                }
            }
            for (Deque<GeneratedBatch> waiting : inFlight) {
                while (!waiting.isEmpty()) {
                    settle(waiting.remove());
                }
            }
            return nanos;
        }

        private void send(int lane) {
            GeneratedBatch batch = open[lane];
            if (batch == null) {
                batch = begin(lane);
                open[lane] = batch;
            }
            nanos += 1 + random.nextInt(MAX_GAP_NANOS);
            nextSequences[lane]++;
            sent++;
            stage.invoked(batch, batch.count++, nanos);
            if (batch.count == batch.fullCount) {
                close(lane, batch);
            }
        }

        private GeneratedBatch begin(int lane) {
            int count = 1 + random.nextInt(MAX_BATCH);
            int odds = random.nextInt(ODDS);
            Planting planting = null;
            if (planted < plantings.size() && sent >= dueAt(planted)) {
                planting = plantings.get(planted++);
                count = planting == Planting.DUPLICATE ? 1 : Math.max(3, count);
            }
            Outcome outcome = odds < 3 ? Outcome.FAIL : odds < 9 ? Outcome.INFO : Outcome.OK;
            boolean appended = odds >= 6;
            if (planting != null) {
                outcome = planting == Planting.READ_THEN_LOST ? Outcome.INFO : Outcome.OK;
                appended = true;
            }
            return new GeneratedBatch(
                    lane / size.partitions(),
                    lane % size.partitions(),
                    nextSequences[lane],
                    count,
                    outcome,
                    appended,
                    planting);
        }

        /** How many sends there are before the next anomaly: they are spread over the middle of the run. */
        private long dueAt(int number) {
            return size.sends() / 20 + (long) (size.sends() * 0.8 * number / plantings.size());
        }

        private void close(int lane, GeneratedBatch batch) {
            open[lane] = null;
            if (batch.outcome == Outcome.FAIL) {
                return;
            }
            Deque<GeneratedBatch> waiting = inFlight.get(batch.partition);
            waiting.add(batch);
            while (waiting.size() > 1 + random.nextInt(MAX_IN_FLIGHT)) {
                settle(waiting.remove());
            }
        }

        private void settle(GeneratedBatch batch) {
            int epoch = epochOf(batch.partition);
            long base = -1;
            if (batch.appended) {
                base = ends[batch.partition];
                append(batch, epoch);
            }
            stage.completed(batch, base, epoch, nanos);
            if (batch.planting == Planting.DUPLICATE) {
                append(batch, epoch);
            }
        }

        private void append(GeneratedBatch batch, int epoch) {
            stage.appended(batch, ends[batch.partition], epoch, nanos);
            ends[batch.partition] += batch.count;
        }

        /** Epochs divide the run, one partition's a little later than the one's before it. */
        private int epochOf(int partition) {
            long lead = size.sends() / (2L * EPOCHS) * partition / size.partitions();
            return (int) Math.max(0, (sent - lead) * EPOCHS / (size.sends() + 1));
        }
    }
}
