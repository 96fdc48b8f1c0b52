package ordeal.harness.reference;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import ordeal.checker.Partition;
import ordeal.checker.evidence.RunFolder;
import ordeal.checker.history.HistoryEvent.SendCompleted;
import ordeal.checker.history.HistoryEvent.SendInvoked;
import ordeal.checker.history.HistoryFile;
import ordeal.checker.history.Outcome;
import ordeal.checker.history.Value;

/**
 * What a run's history says of its sends.
 *
 * @param acknowledged by partition and offset, the values that were acknowledged
 * @param indeterminate the values of which nobody knows whether they were written: failed late, or never completed
 */
record RunHistory(Map<Partition, SortedMap<Long, Value>> acknowledged, Set<Value> indeterminate) {

    /** Reads the history of a run. */
    static RunHistory of(RunFolder folder) throws IOException {
        List<Partition> partitions = folder.readRun().partitions();
        RunHistory sends = new RunHistory(new HashMap<>(), new HashSet<>());
        HistoryFile.open(folder.historyFile()).forEach(event -> {
            if (event instanceof SendInvoked sent) {
                sends.indeterminate.add(new Value(sent.producer(), sent.partition(), sent.sequence()));
            } else if (event instanceof SendCompleted sent && sent.outcome() != Outcome.INFO) {
                Value value = new Value(sent.producer(), sent.partition(), sent.sequence());
                sends.indeterminate.remove(value);
                if (sent.outcome() == Outcome.OK) {
                    sends.acknowledged
                            .computeIfAbsent(partitions.get(sent.partition()), _ -> new TreeMap<>())
                            .put(sent.offset(), value);
                }
            }
        });
        return sends;
    }

    /** The acknowledged values of a partition by offset. */
    SortedMap<Long, Value> acknowledged(Partition partition) {
        return acknowledged.getOrDefault(partition, new TreeMap<>());
    }
}
