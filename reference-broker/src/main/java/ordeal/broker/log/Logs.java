package ordeal.broker.log;

import java.util.Collection;
import java.util.Optional;
import ordeal.broker.config.TopicSettings;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * All logs of this broker: opens what is there, makes and deletes, and does what is due from time to time (high-watermark and
 * recovery-point checkpoints, retention, syncs by age, expiry of producer ids).
 */
public abstract class Logs {
    /** The logs that there are. */
    public abstract Collection<PartitionLog> all();

    /** The log of a partition, if there is one. */
    public abstract Optional<PartitionLog> get(TopicPartition partition);

    /** The log of a partition, made when there is none. */
    public abstract PartitionLog getOrCreate(TopicPartition partition, Uuid topicId, TopicSettings settings);

    /** Deletes a partition's log: it is gone at once, its files a while later. */
    public abstract void delete(TopicPartition partition);

    /** Writes the high watermarks down. */
    public abstract void checkpointHighWatermarks();

    /** Syncs everything, writes all checkpoints, and marks the folder as cleanly closed. Nothing may be appended afterwards. */
    public abstract void close();
}
