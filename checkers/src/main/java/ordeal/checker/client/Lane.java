package ordeal.checker.client;

import java.util.Arrays;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;

/** One producer's sends to one partition, by sequence, in parallel arrays. A send that never completed counts as {@code INFO}. */
public final class Lane {
    private static final byte UNKNOWN_SEND = 0;
    private static final byte PENDING = 1;
    private static final byte OK = 2;
    private static final byte FAIL = 3;
    private static final byte INFO = 4;
    private static final int FIRST_CAPACITY = 64;

    private final int producer;
    private final int partition;
    private int size;
    private byte[] states = new byte[FIRST_CAPACITY];
    private long[] offsets = new long[FIRST_CAPACITY];
    private long[] invokedNanos = new long[FIRST_CAPACITY];
    private long[] completedNanos = new long[FIRST_CAPACITY];

    Lane(int producer, int partition) {
        this.producer = producer;
        this.partition = partition;
    }

    void invoked(long sequence, long nanos) {
        int index = Math.toIntExact(sequence);
        if (index >= states.length) {
            grow(Math.max(index + 1, states.length * 2));
        }
        states[index] = PENDING;
        offsets[index] = -1;
        invokedNanos[index] = nanos;
        completedNanos[index] = -1;
        size = Math.max(size, index + 1);
    }

    void completed(long sequence, Outcome outcome, long offset, long nanos) {
        if (!knows(sequence)) {
            invoked(sequence, nanos);
        }
        int index = (int) sequence;
        states[index] = switch (outcome) {
            case OK -> OK;
            case FAIL -> FAIL;
            case INFO -> INFO;
        };
        offsets[index] = outcome == Outcome.OK ? offset : -1;
        completedNanos[index] = nanos;
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
    public int size() {
        return size;
    }

    /** Whether this send was ever invoked. */
    public boolean knows(long sequence) {
        return sequence >= 0 && sequence < size && states[(int) sequence] != UNKNOWN_SEND;
    }

    /** Whether this send was acknowledged. */
    public boolean acknowledged(int sequence) {
        return states[sequence] == OK;
    }

    /** Whether this send definitely did not happen. */
    public boolean failed(int sequence) {
        return states[sequence] == FAIL;
    }

    /** The offset in the acknowledgement; -1 when there is none. */
    public long offset(int sequence) {
        return offsets[sequence];
    }

    /** When the send was invoked. */
    public long invokedNanos(int sequence) {
        return invokedNanos[sequence];
    }

    /** When the send completed; -1 when it never did. */
    public long completedNanos(int sequence) {
        return completedNanos[sequence];
    }

    /** The value of this send, packed. */
    public long packed(int sequence) {
        return new Value(producer, partition, sequence).pack();
    }

    private void grow(int capacity) {
        states = Arrays.copyOf(states, capacity);
        offsets = Arrays.copyOf(offsets, capacity);
        invokedNanos = Arrays.copyOf(invokedNanos, capacity);
        completedNanos = Arrays.copyOf(completedNanos, capacity);
    }
}
