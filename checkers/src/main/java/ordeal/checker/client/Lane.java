package ordeal.checker.client;

import java.util.function.LongConsumer;
import ordeal.checker.compact.LongColumn;
import ordeal.checker.compact.SteppedBlocks;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;

/**
 * One producer's sends to one partition, by sequence, in compressed columns. A send that never completed counts as {@code INFO}.
 * Cheap to follow in the order of the sequences, in which sends are invoked and, mostly, completed.
 */
public final class Lane {
    private static final int UNKNOWN_SEND = 0;
    private static final int PENDING = 1;
    private static final int OK = 2;
    private static final int FAIL = 3;
    private static final int INFO = 4;

    private final int producer;
    private final int partition;
    private final LongColumn states;
    private final LongColumn offsets;
    private final LongColumn invokedNanos;
    private final LongColumn completedNanos;
    private long size;
    private long acknowledgedCount;

    Lane(int producer, int partition, SteppedBlocks codec) {
        this.producer = producer;
        this.partition = partition;
        this.states = LongColumn.of(codec, UNKNOWN_SEND);
        this.offsets = LongColumn.of(codec, -1);
        this.invokedNanos = LongColumn.of(codec, 0);
        this.completedNanos = LongColumn.of(codec, -1);
    }

    void invoked(long sequence, long nanos) {
        if (states.get(sequence) != UNKNOWN_SEND) {
            acknowledgedCount -= acknowledged(sequence) ? 1 : 0;
            offsets.set(sequence, -1);
            completedNanos.set(sequence, -1);
        }
        states.set(sequence, PENDING);
        invokedNanos.set(sequence, nanos);
        size = Math.max(size, sequence + 1);
    }

    void completed(long sequence, Outcome outcome, long offset, long nanos) {
        if (!knows(sequence)) {
            invoked(sequence, nanos);
        }
        acknowledgedCount += (outcome == Outcome.OK ? 1 : 0) - (acknowledged(sequence) ? 1 : 0);
        states.set(
                sequence,
                switch (outcome) {
                    case OK -> OK;
                    case FAIL -> FAIL;
                    case INFO -> INFO;
                });
        offsets.set(sequence, outcome == Outcome.OK ? offset : -1);
        completedNanos.set(sequence, nanos);
    }

    /** The producer's number. */
    public int producer() {
        return producer;
    }

    /** The run's number of the partition. */
    public int partition() {
        return partition;
    }

    /** One more than the greatest sequence. */
    public long size() {
        return size;
    }

    /** How many sends were acknowledged. */
    public long acknowledgedCount() {
        return acknowledgedCount;
    }

    /** The greatest offset in an acknowledgement; -1 when there is none. */
    public long highestOffset() {
        Highest highest = new Highest();
        offsets.forEach((_, offset) -> highest.offset = Math.max(highest.offset, offset));
        return highest.offset;
    }

    private static final class Highest {
        long offset = -1;
    }

    /** Passes the sequence of every send, in order. */
    public void forEach(LongConsumer action) {
        states.forEach((sequence, _) -> action.accept(sequence));
    }

    /** Whether this send was ever invoked. */
    public boolean knows(long sequence) {
        return sequence >= 0 && sequence < size && states.get(sequence) != UNKNOWN_SEND;
    }

    /** Whether this send was acknowledged. */
    public boolean acknowledged(long sequence) {
        return states.get(sequence) == OK;
    }

    /** Whether this send definitely did not happen. */
    public boolean failed(long sequence) {
        return states.get(sequence) == FAIL;
    }

    /** Whether this send may have happened or not: its client never learned. */
    public boolean indeterminate(long sequence) {
        long state = states.get(sequence);
        return state == PENDING || state == INFO;
    }

    /** The offset in the acknowledgement; -1 when there is none. */
    public long offset(long sequence) {
        return offsets.get(sequence);
    }

    /** When the send was invoked. */
    public long invokedNanos(long sequence) {
        return invokedNanos.get(sequence);
    }

    /** When the send completed; -1 when it never did. */
    public long completedNanos(long sequence) {
        return completedNanos.get(sequence);
    }

    /** The value of this send, packed. */
    public long packed(long sequence) {
        return new Value(producer, partition, sequence).pack();
    }
}
