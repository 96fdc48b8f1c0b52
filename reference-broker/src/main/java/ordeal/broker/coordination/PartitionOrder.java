package ordeal.broker.coordination;

import java.util.Comparator;
import org.apache.kafka.common.TopicPartition;

/** The one order of partitions: by topic, then by number. */
public final class PartitionOrder {
    /** By topic, then by number. */
    public static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private PartitionOrder() {}
}
