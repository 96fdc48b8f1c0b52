package ordeal.checker.scale;

import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;
import org.jspecify.annotations.Nullable;

/** A batch of one producer's sends to one partition. */
final class GeneratedBatch {
    final int producer;
    final int partition;
    final long firstSequence;
    final int fullCount;
    final Outcome outcome;
    final boolean appended;
    final @Nullable Planting planting;
    int count;

    GeneratedBatch(
            int producer,
            int partition,
            long firstSequence,
            int fullCount,
            Outcome outcome,
            boolean appended,
            @Nullable Planting planting) {
        this.producer = producer;
        this.partition = partition;
        this.firstSequence = firstSequence;
        this.fullCount = fullCount;
        this.outcome = outcome;
        this.appended = appended;
        this.planting = planting;
    }

    /** The record that is odd when something is planted in this batch: one in its middle, if it has a middle. */
    int odd() {
        return count / 2;
    }

    /** The value of one of its records, packed. */
    long packed(int index) {
        return new Value(producer, partition, firstSequence + index).pack();
    }
}
