package ordeal.broker.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import ordeal.broker.config.TopicSettings;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * Where a broker keeps its logs: one folder that belongs to one broker at a time. Every failure of the disk is a
 * {@link StorageException}, after which nothing more may be done.
 */
public interface LogStorage {
    /** Whose folder it is, when that has been written down. */
    Optional<Identity> identity();

    /** Writes down whose folder it is. */
    void writeIdentity(Identity identity);

    /** Whether the broker before stopped cleanly. The mark is gone afterwards. */
    boolean takeCleanMark();

    /**
     * Marks that the broker has stopped cleanly.
     *
     * @param brokerEpoch its broker epoch; -1 when it had none
     */
    void markClean(long brokerEpoch);

    /** The logs that there are. */
    List<Found> list();

    /** Makes a log. Its folder will survive a loss of power not later than the first sync. */
    StoredLog create(TopicPartition partition, Uuid topicId, TopicSettings settings);

    /** Writes down the topic id of a log that has none; it survives everything when this has returned. */
    void adopt(TopicPartition partition, Uuid topicId);

    /** Opens a log that there is, and examines it when the broker before did not stop cleanly. */
    StoredLog open(TopicPartition partition, TopicSettings settings, OpeningPoint point);

    /**
     * Deletes a log: it is gone at once, its space is free after a while. Syncs of it that are under way may never report.
     *
     * @param delayMs how long its files stay under another name
     * @return complete, on the event loop, when the log does not come back after a loss of power
     */
    CompletableFuture<Void> delete(TopicPartition partition, long delayMs);

    /** Offsets as they were written down; empty when they never were or cannot be read. */
    Map<TopicPartition, Long> readCheckpoint(Checkpoint checkpoint);

    /** Writes offsets down; they survive everything when this has returned. */
    void writeCheckpoint(Checkpoint checkpoint, Map<TopicPartition, Long> offsets);

    /** Writes offsets down in the background, after everything that was asked for before. */
    void writeCheckpointSoon(Checkpoint checkpoint, Map<TopicPartition, Long> offsets);

    /** Ends what is under way and gives the folder free. All logs must have been closed. */
    void close();

    /** Whose folder it is. */
    record Identity(int brokerId, String clusterId) {}

    /**
     * A log that there is.
     *
     * @param topicId {@link Uuid#ZERO_UUID} when it was never written down
     */
    record Found(TopicPartition partition, Uuid topicId) {}

    /**
     * What is known of a log before it is opened.
     *
     * @param clean whether the broker before stopped cleanly
     * @param recoveryPoint everything below was synced
     * @param logStartOffset the first offset that could be read
     */
    record OpeningPoint(boolean clean, long recoveryPoint, long logStartOffset) {}
}
