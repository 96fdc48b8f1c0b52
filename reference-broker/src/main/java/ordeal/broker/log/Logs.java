package ordeal.broker.log;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import ordeal.broker.config.BrokerConfig;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.port.EventLoop;
import ordeal.broker.rules.ReplicationRules;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * All logs of this broker: opens what is there, makes and deletes, and does what is due from time to time (high-watermark and
 * recovery-point checkpoints, retention, syncs by age, expiry of producer ids).
 */
public final class Logs {
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);
    /** Producers expire slowly; looking for them is cheap. */
    private static final long PRODUCER_CHECK_INTERVAL_MS = 600_000;

    private final EventLoop loop;
    private final LogStorage storage;
    private final ReplicationRules rules;
    private final NavigableMap<TopicPartition, PartitionLog> logs = new TreeMap<>(BY_NAME);
    private final List<EventLoop.Timer> timers = new ArrayList<>();
    /** Deleted, and perhaps still named in a checkpoint. */
    private final Set<TopicPartition> deleted = new HashSet<>();

    /**
     * Opens every log that there is.
     *
     * @param storage belongs to these logs from now on
     * @param defaults settings of the logs that are found, until others are put in force
     * @param highWatermarkCheckpointIntervalMs how often high watermarks are written down
     * @param rules those in force
     */
    public Logs(
            EventLoop loop,
            LogStorage storage,
            BrokerConfig.Log config,
            TopicSettings defaults,
            long highWatermarkCheckpointIntervalMs,
            ReplicationRules rules) {
        this.loop = loop;
        this.storage = storage;
        this.rules = rules;
        openAll(defaults);
        every(highWatermarkCheckpointIntervalMs, this::checkpointHighWatermarks);
        every(config.flushOffsetCheckpointIntervalMs(), this::checkpointRecoveryPoints);
        every(config.retentionCheckIntervalMs(), () -> forEach(PartitionLog::retain));
        every(config.flushSchedulerIntervalMs(), () -> forEach(PartitionLog::syncByAge));
        every(
                Math.min(PRODUCER_CHECK_INTERVAL_MS, config.producerIdExpirationMs()),
                () -> forEach(log -> log.expireProducers(config.producerIdExpirationMs())));
    }

    private void every(long periodMs, Runnable task) {
        if (periodMs < Integer.MAX_VALUE) {
            timers.add(loop.every(Math.max(1, periodMs), task));
        }
    }

    private void openAll(TopicSettings defaults) {
        boolean clean = storage.takeCleanMark();
        Map<TopicPartition, Long> highWatermarks = storage.readCheckpoint(Checkpoint.HIGH_WATERMARK);
        Map<TopicPartition, Long> recoveryPoints = storage.readCheckpoint(Checkpoint.RECOVERY_POINT);
        Map<TopicPartition, Long> logStarts = storage.readCheckpoint(Checkpoint.LOG_START);
        for (LogStorage.Found found : storage.list()) {
            TopicPartition partition = found.partition();
            PartitionLog.StartingPoint start = new PartitionLog.StartingPoint(
                    highWatermarks.getOrDefault(partition, 0L),
                    recoveryPoints.getOrDefault(partition, 0L),
                    logStarts.getOrDefault(partition, 0L));
            StoredLog stored = storage.open(
                    partition,
                    defaults,
                    new LogStorage.OpeningPoint(clean, start.recoveryPoint(), start.logStartOffset()));
            logs.put(
                    partition,
                    new PartitionLog(found, defaults, stored, loop, start, this::writeRecoveryPoints, rules));
        }
    }

    /** The logs that there are, by topic and partition. */
    public Collection<PartitionLog> all() {
        return Collections.unmodifiableCollection(logs.values());
    }

    /** The log of a partition, if there is one. */
    public Optional<PartitionLog> get(TopicPartition partition) {
        return Optional.ofNullable(logs.get(partition));
    }

    /** Puts a topic's settings in force for every log of it, led or not: retention deletes from all of them. */
    public void configure(String topic, TopicSettings settings) {
        logs.values().stream()
                .filter(log -> log.partition().topic().equals(topic))
                .forEach(log -> log.configure(settings));
    }

    /**
     * The log of a partition with these settings, made when there is none. One that was made without its topic's id being written down,
     * because the broker died in between, takes on this id.
     */
    public PartitionLog getOrCreate(TopicPartition partition, Uuid topicId, TopicSettings settings) {
        PartitionLog existing = logs.get(partition);
        if (existing != null) {
            if (existing.topicId().equals(Uuid.ZERO_UUID)) {
                storage.adopt(partition, topicId);
                existing.adopt(topicId);
            }
            existing.configure(settings);
            return existing;
        }
        forgetOffsetsOf(partition);
        PartitionLog created = new PartitionLog(
                new LogStorage.Found(partition, topicId),
                settings,
                storage.create(partition, topicId, settings),
                loop,
                new PartitionLog.StartingPoint(0, 0, 0),
                this::writeRecoveryPoints,
                rules);
        logs.put(partition, created);
        return created;
    }

    /** A log made anew must not inherit the offsets of one that had its name, not even when the broker dies at once. */
    private void forgetOffsetsOf(TopicPartition partition) {
        if (deleted.contains(partition)) {
            writeCheckpoints();
            deleted.clear();
        }
    }

    /**
     * Deletes a partition's log: it is gone at once, its files a while later.
     *
     * @return complete when it does not come back after a loss of power
     */
    public CompletableFuture<Void> delete(TopicPartition partition) {
        PartitionLog log = logs.remove(partition);
        if (log == null) {
            return CompletableFuture.completedFuture(null);
        }
        log.stop();
        deleted.add(partition);
        CompletableFuture<Void> gone = storage.delete(partition, log.settings().fileDeleteDelayMs());
        for (Checkpoint checkpoint : Checkpoint.values()) {
            storage.writeCheckpointSoon(checkpoint, offsets(checkpoint));
        }
        return gone;
    }

    /** Writes the high watermarks down. */
    public void checkpointHighWatermarks() {
        storage.writeCheckpointSoon(Checkpoint.HIGH_WATERMARK, offsets(Checkpoint.HIGH_WATERMARK));
    }

    private void checkpointRecoveryPoints() {
        storage.writeCheckpointSoon(Checkpoint.RECOVERY_POINT, offsets(Checkpoint.RECOVERY_POINT));
        storage.writeCheckpointSoon(Checkpoint.LOG_START, offsets(Checkpoint.LOG_START));
    }

    private void writeRecoveryPoints() {
        storage.writeCheckpoint(Checkpoint.RECOVERY_POINT, offsets(Checkpoint.RECOVERY_POINT));
    }

    private void writeCheckpoints() {
        for (Checkpoint checkpoint : Checkpoint.values()) {
            storage.writeCheckpoint(checkpoint, offsets(checkpoint));
        }
    }

    private Map<TopicPartition, Long> offsets(Checkpoint checkpoint) {
        ToLongFunction<PartitionLog> offset = switch (checkpoint) {
            case HIGH_WATERMARK -> PartitionLog::highWatermark;
            case RECOVERY_POINT -> PartitionLog::recoveryPoint;
            case LOG_START -> PartitionLog::logStartOffset;
        };
        NavigableMap<TopicPartition, Long> offsets = new TreeMap<>(BY_NAME);
        logs.forEach((partition, log) -> offsets.put(partition, offset.applyAsLong(log)));
        return offsets;
    }

    private void forEach(Consumer<PartitionLog> action) {
        logs.values().forEach(action);
    }

    /** As {@link #close(long)}, of a broker that was never registered. */
    void close() {
        close(-1);
    }

    /**
     * Syncs everything, writes all checkpoints, and marks the folder as cleanly closed. Nothing may be appended afterwards.
     *
     * @param brokerEpoch written into the mark of the clean stop
     */
    public void close(long brokerEpoch) {
        timers.forEach(EventLoop.Timer::cancel);
        forEach(PartitionLog::close);
        writeCheckpoints();
        storage.markClean(brokerEpoch);
        storage.close();
    }
}
