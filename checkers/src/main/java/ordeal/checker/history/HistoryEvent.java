package ordeal.checker.history;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history. A {@code partition} is the run's number of the partition; a time is in nanoseconds since the start of
 * the run on the harness's monotonic clock.
 *
 * <p>Events are appended in the order in which the harness learned of them. A send's completion therefore always follows its
 * invocation, and one producer's sends to one partition are invoked in the order of their sequences.
 */
public sealed interface HistoryEvent {
    /** When the harness learned of it, on the run's clock: the last moment that the event names. */
    default long atNanos() {
        return switch (this) {
            case SendInvoked e -> e.invokedNanos();
            case SendCompleted e -> e.completedNanos();
            case ConsumerPositioned e -> e.nanos();
            case Polled e -> e.completedNanos();
            case PollFailed e -> e.completedNanos();
            case EndOffsetSampled e -> e.completedNanos();
            case FinalReadEnded e -> e.nanos();
            case PhaseStarted e -> e.nanos();
            case HarnessStalled e -> e.nanos();
        };
    }

    /**
     * A producer is about to call {@code send()}.
     *
     * @param sequence see {@link Value#sequence()}
     * @param sizeBytes size of the payload
     * @param intendedNanos when the open-loop schedule wanted it sent: latencies count from here
     * @param invokedNanos when it was sent
     */
    record SendInvoked(int producer, int partition, long sequence, int sizeBytes, long intendedNanos, long invokedNanos)
            implements HistoryEvent {}

    /**
     * A send completed.
     *
     * @param offset the offset in the answer, or -1 when the answer carried none
     * @param error the error's simple class name and message; null when {@code OK}
     */
    record SendCompleted(
            int producer,
            int partition,
            long sequence,
            long completedNanos,
            Outcome outcome,
            long offset,
            @Nullable String error)
            implements HistoryEvent {}

    /**
     * A consumer starts to read a partition at a position: its first assignment, or after it was made anew. What one consumer
     * reads is only ordered between two of these.
     */
    record ConsumerPositioned(int consumer, Reader reader, int partition, long position, long nanos)
            implements HistoryEvent {}

    /**
     * A poll returned records of this partition. A poll that returned nothing leaves no event.
     *
     * @param runs what it returned, in the order in which it returned it
     * @param foreign records among them whose payload nobody in this run wrote
     */
    record Polled(
            int consumer,
            int partition,
            long startedNanos,
            long completedNanos,
            List<ValueRun> runs,
            List<ForeignRecord> foreign)
            implements HistoryEvent {
        public Polled {
            runs = List.copyOf(runs);
            foreign = List.copyOf(foreign);
        }
    }

    /** A poll threw. What earlier polls delivered stays delivered. */
    record PollFailed(int consumer, long startedNanos, long completedNanos, String error) implements HistoryEvent {}

    /**
     * An admin client asked for a partition's end offset.
     *
     * @param offset the end offset in the answer; -1 unless {@code OK}
     * @param leaderEpoch the leader epoch in the answer; -1 when it carried none
     */
    record EndOffsetSampled(
            int partition,
            long invokedNanos,
            long completedNanos,
            Outcome outcome,
            long offset,
            int leaderEpoch,
            @Nullable String error)
            implements HistoryEvent {}

    /**
     * The final read of a partition ended.
     *
     * @param startOffset the log start offset it began at
     * @param targetOffset the end offset asked for after the heal barrier; -1 when it could not be had
     * @param reachedOffset the consumer's position when it ended: complete when at least the target
     * @param error why it ended before the target; null when it did not
     */
    record FinalReadEnded(
            int consumer,
            int partition,
            long startOffset,
            long targetOffset,
            long reachedOffset,
            long nanos,
            @Nullable String error)
            implements HistoryEvent {}

    /** A stretch of the run begins. */
    record PhaseStarted(Phase phase, long nanos) implements HistoryEvent {}

    /** The harness itself did not run for a while: a timer due at {@code nanos - stallNanos} fired only at {@code nanos}. */
    record HarnessStalled(long nanos, long stallNanos) implements HistoryEvent {}

    /**
     * Consecutive offsets that hold consecutive values of one producer.
     *
     * @param baseOffset the first offset
     * @param producer the producer of all these values
     * @param valuePartition the partition that the values name: another than the polled one when a record went astray
     * @param firstSequence the sequence at the first offset
     * @param count how many offsets, at least 1
     */
    record ValueRun(long baseOffset, int producer, int valuePartition, long firstSequence, int count) {}

    /**
     * A record whose payload nobody in this run wrote.
     *
     * @param reason what is wrong with it, see {@link Payload.Decoded.Foreign}
     * @param head the first bytes of the payload, at most 64, in hexadecimal
     */
    record ForeignRecord(long offset, String reason, String head) {}
}
