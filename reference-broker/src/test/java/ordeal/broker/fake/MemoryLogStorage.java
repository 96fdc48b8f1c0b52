package ordeal.broker.fake;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import ordeal.broker.config.TopicSettings;
import ordeal.broker.log.Checkpoint;
import ordeal.broker.log.LogStorage;
import ordeal.broker.log.StorageException;
import ordeal.broker.log.StoredLog;
import ordeal.broker.port.EventLoop;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.record.MemoryRecords;

/**
 * A broker's disk in memory. What was written is there at once; what a flush has reported survives a loss of power. The disk outlives
 * the storage: {@link #afterKill} and {@link #afterPowerLoss} are what the next broker finds.
 */
public final class MemoryLogStorage implements LogStorage {
    private static final Comparator<TopicPartition> BY_NAME =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final EventLoop loop;
    private final long flushDelayMs;
    private final NavigableMap<TopicPartition, Kept> logs = new TreeMap<>(BY_NAME);
    /** Logs that are gone, but were there again after a loss of power. */
    private final NavigableMap<TopicPartition, Kept> halfDeleted = new TreeMap<>(BY_NAME);

    private final Map<Checkpoint, Map<TopicPartition, Long>> checkpoints = new EnumMap<>(Checkpoint.class);
    /** The newest ones that were asked for and are not there yet. */
    private final Map<Checkpoint, Map<TopicPartition, Long>> checkpointsToBe = new EnumMap<>(Checkpoint.class);

    private Optional<Identity> identity = Optional.empty();
    private boolean cleanMark;
    private boolean closed;

    /** A log on the disk: as it was written, and as it was last synced. */
    private record Kept(Uuid topicId, MemoryLog log) {}

    /**
     * An empty disk.
     *
     * @param flushDelayMs how long each flush takes
     */
    public MemoryLogStorage(EventLoop loop, long flushDelayMs) {
        this.loop = loop;
        this.flushDelayMs = flushDelayMs;
    }

    /** What a broker finds after another one was killed: everything. */
    public MemoryLogStorage afterKill() {
        return successor(loop, MemoryLog::written);
    }

    /** The same disk, with everything on it, for a broker on another loop. */
    public MemoryLogStorage on(EventLoop next) {
        return successor(next, MemoryLog::written);
    }

    /** What a broker finds after a loss of power: only what was synced. */
    public MemoryLogStorage afterPowerLoss() {
        halfDeleted.forEach(logs::putIfAbsent);
        return successor(loop, MemoryLog::synced);
    }

    private MemoryLogStorage successor(EventLoop nextLoop, Function<MemoryLog, MemoryLog.Content> kept) {
        MemoryLogStorage next = new MemoryLogStorage(nextLoop, flushDelayMs);
        logs.forEach((partition, log) -> next.logs.put(
                partition, new Kept(log.topicId(), new MemoryLog(nextLoop, flushDelayMs, kept.apply(log.log())))));
        next.checkpoints.putAll(checkpoints);
        next.identity = identity;
        next.cleanMark = cleanMark;
        closed = true;
        logs.values().forEach(log -> log.log().die());
        return next;
    }

    /** Everything that a log holds now, as one sequence of batches; empty when there is no such log. */
    public MemoryRecords everything(TopicPartition partition) {
        Kept kept = logs.get(partition);
        return kept == null ? MemoryRecords.EMPTY : kept.log().everything();
    }

    /** Where a log ends; 0 when there is no such log. */
    public long endOffset(TopicPartition partition) {
        Kept kept = logs.get(partition);
        return kept == null ? 0 : kept.log().endOffset();
    }

    private void checkOpen() {
        if (closed) {
            throw new StorageException("the disk belongs to another broker now");
        }
    }

    @Override
    public Optional<Identity> identity() {
        return identity;
    }

    @Override
    public void writeIdentity(Identity written) {
        checkOpen();
        identity = Optional.of(written);
    }

    @Override
    public boolean takeCleanMark() {
        boolean taken = cleanMark;
        cleanMark = false;
        return taken;
    }

    @Override
    public void markClean(long brokerEpoch) {
        checkOpen();
        cleanMark = true;
    }

    @Override
    public List<Found> list() {
        return logs.entrySet().stream()
                .map(entry -> new Found(entry.getKey(), entry.getValue().topicId()))
                .toList();
    }

    @Override
    public StoredLog create(TopicPartition partition, Uuid topicId, TopicSettings settings) {
        checkOpen();
        MemoryLog log = new MemoryLog(loop, flushDelayMs, MemoryLog.Content.startingAt(0, loop.epochMs()));
        log.open(settings, new OpeningPoint(true, 0, 0));
        logs.put(partition, new Kept(topicId, log));
        return log;
    }

    @Override
    public StoredLog open(TopicPartition partition, TopicSettings settings, OpeningPoint point) {
        checkOpen();
        MemoryLog log = Objects.requireNonNull(logs.get(partition), "no log of " + partition)
                .log();
        log.open(settings, point);
        return log;
    }

    @Override
    public void adopt(TopicPartition partition, Uuid topicId) {
        checkOpen();
        logs.computeIfPresent(partition, (_, kept) -> new Kept(topicId, kept.log()));
    }

    @Override
    public CompletableFuture<Void> delete(TopicPartition partition, long delayMs) {
        checkOpen();
        CompletableFuture<Void> gone = new CompletableFuture<>();
        Kept deleted = logs.remove(partition);
        if (deleted == null) {
            throw new StorageException("no log of " + partition);
        }
        deleted.log().die();
        halfDeleted.put(partition, deleted);
        loop.schedule(flushDelayMs, () -> {
            if (!closed) {
                halfDeleted.remove(partition, deleted);
                gone.complete(null);
            }
        });
        return gone;
    }

    @Override
    public Map<TopicPartition, Long> readCheckpoint(Checkpoint checkpoint) {
        return checkpoints.getOrDefault(checkpoint, Map.of());
    }

    @Override
    public void writeCheckpoint(Checkpoint checkpoint, Map<TopicPartition, Long> offsets) {
        checkOpen();
        checkpointsToBe.remove(checkpoint);
        checkpoints.put(checkpoint, new LinkedHashMap<>(offsets));
    }

    @Override
    public void writeCheckpointSoon(Checkpoint checkpoint, Map<TopicPartition, Long> offsets) {
        checkOpen();
        Map<TopicPartition, Long> toBe = new LinkedHashMap<>(offsets);
        checkpointsToBe.put(checkpoint, toBe);
        loop.schedule(flushDelayMs, () -> {
            if (!closed && toBe.equals(checkpointsToBe.get(checkpoint))) {
                writeCheckpoint(checkpoint, toBe);
            }
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
