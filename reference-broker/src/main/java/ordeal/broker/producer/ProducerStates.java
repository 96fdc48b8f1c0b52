package ordeal.broker.producer;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one partition knows of the idempotent producers that write to it. It follows from the log: whatever was appended is recorded,
 * and a truncated log makes it anew.
 */
public final class ProducerStates {
    private final Map<Long, ProducerState> states = new LinkedHashMap<>();

    /** Checks a batch that a leader is asked to append. Changes nothing. */
    public SequenceCheck.Decision check(long producerId, short epoch, int firstSequence, int lastSequence) {
        return SequenceCheck.decide(states.get(producerId), epoch, firstSequence, lastSequence);
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
