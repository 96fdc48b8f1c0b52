package ordeal.checker.recovery;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import ordeal.checker.history.HistoryEvent;
import ordeal.checker.history.HistorySource;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Phase;

/** Collects the offered load of every partition from a history. */
final class LoadReader {
    private record Key(int producer, int partition, long sequence) {}

    private final List<IntendedSends.Sorter> sends = new ArrayList<>();
    private final Map<Key, Long> open = new HashMap<>();
    private long warmUpNanos = -1;
    private long faultsNanos = -1;

    private LoadReader(int partitions) {
        for (int i = 0; i < partitions; i++) {
            sends.add(new IntendedSends.Sorter());
        }
    }

    static List<PartitionLoad> read(HistorySource source, int partitions) {
        LoadReader reader = new LoadReader(partitions);
        source.forEach(reader::add);
        reader.open.forEach((key, intended) -> reader.sends.get(key.partition()).add(intended, Long.MAX_VALUE));
        return reader.sends.stream()
                .map(sorter -> new PartitionLoad(sorter.sorted(), reader.warmUpNanos, reader.faultsNanos))
                .toList();
    }

    private void add(HistoryEvent event) {
        if (event instanceof HistoryEvent.SendInvoked e) {
            open.put(new Key(e.producer(), e.partition(), e.sequence()), e.intendedNanos());
        } else if (event instanceof HistoryEvent.SendCompleted e) {
            Long intended = open.remove(new Key(e.producer(), e.partition(), e.sequence()));
            if (intended != null) {
                sends.get(e.partition()).add(intended, e.outcome() == Outcome.OK ? e.completedNanos() : Long.MAX_VALUE);
            }
        } else if (event instanceof HistoryEvent.PhaseStarted e) {
            warmUpNanos = e.phase() == Phase.WARM_UP ? e.nanos() : warmUpNanos;
            faultsNanos = e.phase() == Phase.FAULTS ? e.nanos() : faultsNanos;
        }
    }
}
