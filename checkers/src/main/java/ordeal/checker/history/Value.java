package ordeal.checker.history;

import java.util.Locale;

/**
 * The identity of one record that a run's producers wrote: unique in the run, and enough to find the one send it came from.
 *
 * @param producer the producer's number, 0 to {@value #PRODUCER_LIMIT} exclusive
 * @param partition the run's number of the partition it was sent to, 0 to {@value #PARTITION_LIMIT} exclusive
 * @param sequence the send's number among that producer's sends to that partition, from 0, in the order of invocation
 */
public record Value(int producer, int partition, long sequence) {
    /** One more than the greatest producer number. */
    public static final int PRODUCER_LIMIT = 1 << 12;
    /** One more than the greatest partition number. */
    public static final int PARTITION_LIMIT = 1 << 12;
    /** One more than the greatest sequence. */
    public static final long SEQUENCE_LIMIT = 1L << 39;

    public Value {
        if (producer < 0 || producer >= PRODUCER_LIMIT) {
            throw new IllegalArgumentException("producer out of range: " + producer);
        }
        if (partition < 0 || partition >= PARTITION_LIMIT) {
            throw new IllegalArgumentException("partition out of range: " + partition);
        }
        if (sequence < 0 || sequence >= SEQUENCE_LIMIT) {
            throw new IllegalArgumentException("sequence out of range: " + sequence);
        }
    }

    /** The value as one non-negative long, for compact tables; {@link #unpack} is its inverse. */
    public long pack() {
        return ((long) producer << 51) | ((long) partition << 39) | sequence;
    }

    /** The value that {@link #pack} made this number of. */
    public static Value unpack(long packed) {
        return new Value(
                (int) (packed >>> 51) & (PRODUCER_LIMIT - 1),
                (int) (packed >>> 39) & (PARTITION_LIMIT - 1),
                packed & (SEQUENCE_LIMIT - 1));
    }

    /** Short form for reports: {@code p3-000417@2} is producer 3's send number 417 to partition number 2. */
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "p%d-%06d@%d", producer, sequence, partition);
    }
}
