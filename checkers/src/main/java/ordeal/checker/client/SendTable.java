package ordeal.checker.client;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.compact.SteppedBlocks;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.Value;
import org.jspecify.annotations.Nullable;

/** Every send of a history, by partition, producer and sequence. */
public final class SendTable {
    private final SteppedBlocks codec = new SteppedBlocks();
    private final SortedMap<Integer, SortedMap<Integer, Lane>> byPartition = new TreeMap<>();

    void add(HistoryEvent.SendInvoked event) {
        laneFor(event.partition(), event.producer()).invoked(event.sequence(), event.invokedNanos());
    }

    void add(HistoryEvent.SendCompleted event) {
        laneFor(event.partition(), event.producer())
                .completed(event.sequence(), event.outcome(), event.offset(), event.completedNanos());
    }

    /** The sends to a partition, one lane for each producer, by producer. */
    public Collection<Lane> lanes(int partition) {
        SortedMap<Integer, Lane> lanes = byPartition.get(partition);
        return lanes == null ? List.of() : Collections.unmodifiableCollection(lanes.values());
    }

    /** The lane of a value, if anybody sent that value; null for a value nobody sent. */
    public @Nullable Lane laneOf(Value value) {
        Lane lane = lane(value.partition(), value.producer());
        return lane != null && lane.knows(value.sequence()) ? lane : null;
    }

    /** A producer's sends to a partition; null when there was none. */
    @Nullable
    Lane lane(int partition, int producer) {
        SortedMap<Integer, Lane> lanes = byPartition.get(partition);
        return lanes == null ? null : lanes.get(producer);
    }

    private Lane laneFor(int partition, int producer) {
        return byPartition
                .computeIfAbsent(partition, _ -> new TreeMap<>())
                .computeIfAbsent(producer, _ -> new Lane(producer, partition, codec));
    }
}
