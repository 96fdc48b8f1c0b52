package ordeal.broker.producer;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import ordeal.broker.rules.SequenceCheck;

/** What a partition knows of one producer: its epoch and its last batches. Never without a batch. */
final class ProducerState implements SequenceCheck.Known {
    /** As many as a producer may have under way on one connection. */
    static final int REMEMBERED_BATCHES = 5;

    private final long producerId;
    private final Deque<ProducerBatch> batches = new ArrayDeque<>(REMEMBERED_BATCHES);
    private short epoch;

    ProducerState(long producerId, short epoch, ProducerBatch first) {
        this.producerId = producerId;
        this.epoch = epoch;
        batches.addLast(first);
    }

    void add(short batchEpoch, ProducerBatch batch) {
        if (batchEpoch != epoch) {
            batches.clear();
            epoch = batchEpoch;
        } else if (batches.size() == REMEMBERED_BATCHES) {
            batches.removeFirst();
        }
        batches.addLast(batch);
    }

    @Override
    public short epoch() {
        return epoch;
    }

    ProducerBatch lastBatch() {
        return batches.getLast();
    }

    @Override
    public int lastSequence() {
        return lastBatch().lastSequence();
    }

    @Override
    public boolean remembers(int firstSequence, int lastSequence) {
        return find(firstSequence, lastSequence).isPresent();
    }

    /** The remembered batch of the current epoch with exactly these sequence numbers. */
    Optional<ProducerBatch> find(int firstSequence, int lastSequence) {
        for (ProducerBatch batch : batches) {
            if (batch.firstSequence() == firstSequence && batch.lastSequence() == lastSequence) {
                return Optional.of(batch);
            }
        }
        return Optional.empty();
    }

    ProducerEntry entry() {
        return new ProducerEntry(producerId, epoch, lastBatch());
    }
}
