package ordeal.broker.log;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import ordeal.broker.producer.ProducerEntry;
import ordeal.broker.producer.ProducerStates;
import ordeal.broker.rules.SequenceCheck.Origin;

/** Keeps what is known of the producers in step with a log: written down now and then, made anew from that and the batches after it. */
final class ProducerSnapshots {
    private final StoredLog stored;
    private final ProducerStates producers;

    ProducerSnapshots(StoredLog stored, ProducerStates producers) {
        this.stored = stored;
        this.producers = producers;
    }

    /** Deletes snapshots that no segment begins with, but for the latest. */
    void deleteStrays() {
        Set<Long> kept = new HashSet<>();
        stored.segments().forEach(segment -> kept.add(segment.baseOffset()));
        List<Long> all = new ArrayList<>(stored.producerSnapshots());
        if (!all.isEmpty()) {
            all.removeLast();
        }
        all.stream().filter(offset -> !kept.contains(offset)).forEach(stored::deleteProducerSnapshot);
    }

    /** Makes the state of the producers anew. Snapshots from beyond the log's end go. */
    void rebuild() {
        producers.restore(List.of());
        long from = stored.segments().getFirst().baseOffset();
        for (long offset : new ArrayList<>(stored.producerSnapshots()).reversed()) {
            Optional<List<ProducerEntry>> entries =
                    offset > stored.endOffset() ? Optional.empty() : stored.readProducerSnapshot(offset);
            if (entries.isPresent()) {
                producers.restore(entries.get());
                from = Math.max(from, offset);
                break;
            }
            stored.deleteProducerSnapshot(offset);
        }
        if (from < stored.endOffset()) {
            stored.visit(from, header -> {
                if (header.hasProducer()) {
                    producers.record(header.producerId(), header.producerEpoch(), header.producerBatch());
                }
                return true;
            });
        }
    }

    /** Takes note of a batch that was appended. */
    void appended(BatchHeader header, Origin origin) {
        if (header.hasProducer()) {
            producers.appended(header.producerId(), header.producerEpoch(), header.producerBatch(), origin);
        }
    }

    /** Writes down what is known at the log's end. */
    void write() {
        stored.writeProducerSnapshot(stored.endOffset(), producers.entries());
    }

    /** Deletes the snapshots below an offset, and keeps the latest. */
    void deleteBelow(long offset) {
        List<Long> below = new ArrayList<>(stored.producerSnapshots().headSet(offset));
        if (below.size() == stored.producerSnapshots().size() && !below.isEmpty()) {
            below.removeLast();
        }
        below.forEach(stored::deleteProducerSnapshot);
    }

    /** Forgets everything, on disk too. */
    void clear() {
        new ArrayList<>(stored.producerSnapshots()).forEach(stored::deleteProducerSnapshot);
        producers.restore(List.of());
    }
}
