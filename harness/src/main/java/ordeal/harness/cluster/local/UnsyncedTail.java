package ordeal.harness.cluster.local;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import ordeal.harness.cluster.local.SegmentFile.Place;

/**
 * Which part of a dead broker's active segment a loss of power could have taken, and where it is cut. SIGKILL alone takes nothing:
 * the page cache survives it.
 *
 * <p>Synced is everything below the checkpointed recovery point, and under a flush interval of n records everything but the
 * last n - 1 records, for Kafka syncs as soon as n are unsynced.
 */
final class UnsyncedTail {
    private UnsyncedTail() {}

    /**
     * Where to cut: before one of the batches that may be unsynced, each equally likely; empty when everything is synced.
     *
     * @param batches the active segment's batches
     * @param recoveryPoint the checkpointed recovery point
     * @param flushIntervalMessages the log's flush interval; {@link Long#MAX_VALUE} for none
     */
    static Optional<Place> cut(
            List<Place> batches, long recoveryPoint, long flushIntervalMessages, RandomGenerator random) {
        if (batches.isEmpty()) {
            return Optional.empty();
        }
        long endOffset = batches.getLast().lastOffset() + 1;
        long firstUnsynced = flushIntervalMessages == Long.MAX_VALUE
                ? recoveryPoint
                : Math.max(recoveryPoint, endOffset - flushIntervalMessages + 1);
        List<Place> candidates = batches.stream()
                .filter(batch -> batch.baseOffset() >= firstUnsynced)
                .toList();
        return candidates.isEmpty() ? Optional.empty() : Optional.of(candidates.get(random.nextInt(candidates.size())));
    }
}
