package ordeal.broker.producer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import ordeal.broker.rules.ReplicationRules;
import ordeal.broker.rules.SequenceCheck;
import ordeal.broker.rules.SequenceCheck.Origin;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/**
 * What one partition knows of the idempotent producers that write to it. It follows from the log: whatever was appended is recorded,
 * and a truncated log makes it anew.
 */
public final class ProducerStates {
    private static final Decision NEXT = new Decision.Next();

    private final ReplicationRules rules;
    private final Map<Long, ProducerState> states = new LinkedHashMap<>();

    /** Nothing is known yet. */
    public ProducerStates(ReplicationRules rules) {
        this.rules = rules;
    }

    /** What to do with a batch. */
    public sealed interface Decision {
        /** Append it. */
        record Next() implements Decision {}

        /** It is in the log already. */
        record Repeated(ProducerBatch original) implements Decision {}

        /** Refuse it. */
        record Refused(Errors error, String message) implements Decision {}
    }

    /** Checks a batch that a leader is asked to append. Changes nothing. */
    public Decision check(long producerId, short epoch, int firstSequence, int lastSequence) {
        ProducerState known = states.get(producerId);
        return switch (rules.judgeSequence(known, epoch, firstSequence, lastSequence)) {
            case NEXT -> NEXT;
            case REPEATED ->
                new Decision.Repeated(
                        known(known).find(firstSequence, lastSequence).orElseThrow());
            case OLD_EPOCH ->
                new Decision.Refused(
                        Errors.INVALID_PRODUCER_EPOCH,
                        "producer epoch " + epoch + " is below the current one, "
                                + known(known).epoch());
            case OUT_OF_ORDER ->
                new Decision.Refused(
                        Errors.OUT_OF_ORDER_SEQUENCE_NUMBER, outOfOrder(known(known), epoch, firstSequence));
        };
    }

    private static ProducerState known(@Nullable ProducerState state) {
        return Objects.requireNonNull(state, "only what is known of a producer speaks against its batch");
    }

    private static String outOfOrder(ProducerState known, short epoch, int firstSequence) {
        return epoch == known.epoch()
                ? "sequence " + firstSequence + " came where " + SequenceCheck.following(known.lastSequence())
                        + " was expected"
                : "a new producer epoch begins with sequence 0, not " + firstSequence;
    }

    /** Records a batch that was appended just now, if it is one to be kept in mind. */
    public void appended(long producerId, short epoch, ProducerBatch batch, Origin origin) {
        if (rules.rememberBatch(origin)) {
            record(producerId, epoch, batch);
        }
    }

    /** Records a batch that is in the log, without checking it: its leader did. */
    public void record(long producerId, short epoch, ProducerBatch batch) {
        ProducerState state = states.get(producerId);
        if (state == null) {
            states.put(producerId, new ProducerState(producerId, epoch, batch));
        } else {
            state.add(epoch, batch);
        }
    }

    /** Forgets producers whose last batch is too old. */
    public void expire(long nowMs, long expirationMs) {
        states.values().removeIf(state -> nowMs - state.lastBatch().timestampMs() >= expirationMs);
    }

    /** What a snapshot keeps, in the order in which the producers were first seen. */
    public List<ProducerEntry> entries() {
        return states.values().stream().map(ProducerState::entry).toList();
    }

    /** Forgets everything and takes over a snapshot. */
    public void restore(Collection<ProducerEntry> entries) {
        states.clear();
        entries.forEach(entry -> record(entry.producerId(), entry.epoch(), entry.lastBatch()));
    }

    /** The last batch of a producer, if it is known. */
    public Optional<ProducerBatch> lastBatch(long producerId) {
        return Optional.ofNullable(states.get(producerId)).map(ProducerState::lastBatch);
    }
}
