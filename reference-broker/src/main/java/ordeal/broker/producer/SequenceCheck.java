package ordeal.broker.producer;

import java.util.Optional;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** Whether a batch of an idempotent producer is the next one, one that is there already, or out of turn (KIP-98). */
public final class SequenceCheck {
    private SequenceCheck() {}

    /** What to do with a batch. */
    public sealed interface Decision {
        /** Append it. */
        record Next() implements Decision {}

        /** It is in the log already. */
        record Repeated(ProducerBatch original) implements Decision {}

        /** Refuse it. */
        record Refused(Errors error, String message) implements Decision {}
    }

    private static final Decision NEXT = new Decision.Next();

    /**
     * Judges a batch.
     *
     * @param known what the partition knows of the producer; null when nothing, then any sequence number is accepted
     * @param epoch the batch's producer epoch
     */
    static Decision decide(@Nullable ProducerState known, short epoch, int firstSequence, int lastSequence) {
        if (known == null) {
            return NEXT;
        }
        if (epoch < known.epoch()) {
            return new Decision.Refused(
                    Errors.INVALID_PRODUCER_EPOCH,
                    "producer epoch " + epoch + " is below the current one, " + known.epoch());
        }
        if (epoch > known.epoch()) {
            return firstSequence == 0
                    ? NEXT
                    : outOfOrder("a new producer epoch begins with sequence 0, not " + firstSequence);
        }
        Optional<ProducerBatch> original = known.find(firstSequence, lastSequence);
        if (original.isPresent()) {
            return new Decision.Repeated(original.get());
        }
        int expected = following(known.lastBatch().lastSequence());
        return firstSequence == expected
                ? NEXT
                : outOfOrder("sequence " + firstSequence + " came where " + expected + " was expected");
    }

    /** The sequence number after another one: they wrap from 2^31 - 1 to 0. */
    static int following(int sequence) {
        return sequence == Integer.MAX_VALUE ? 0 : sequence + 1;
    }

    private static Decision outOfOrder(String message) {
        return new Decision.Refused(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, message);
    }
}
