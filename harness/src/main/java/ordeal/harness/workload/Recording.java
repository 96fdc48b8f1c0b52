package ordeal.harness.workload;

import java.util.List;
import ordeal.checker.Partition;
import ordeal.checker.history.HistoryWriter;
import ordeal.checker.history.Payload;
import org.apache.kafka.common.TopicPartition;

/**
 * What every client of a run shares.
 *
 * @param partitions the run's partitions; a position in this list is a partition's number
 */
public record Recording(
        RunClock clock, HistoryWriter history, Payload payload, List<Partition> partitions, WorkloadCounters counters) {
    public Recording {
        partitions = List.copyOf(partitions);
    }

    /** The partition of this number, as Kafka's clients name it. */
    TopicPartition topicPartition(int partition) {
        Partition named = partitions.get(partition);
        return new TopicPartition(named.topic(), named.index());
    }

    /** All partitions, as Kafka's clients name them, by number. */
    List<TopicPartition> topicPartitions() {
        return partitions.stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.index()))
                .toList();
    }

    /** The run's number of a partition. */
    int number(TopicPartition partition) {
        return partitions.indexOf(new Partition(partition.topic(), partition.partition()));
    }
}
