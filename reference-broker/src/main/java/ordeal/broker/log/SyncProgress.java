package ordeal.broker.log;

import java.util.function.LongSupplier;
import ordeal.broker.port.EventLoop;

/**
 * How far a log has been synced to disk. At most one sync is under way; whatever is asked for meanwhile shares the next one. A sync that
 * was under way while the log was cut says nothing, because other batches may have taken the place of those it wrote.
 */
final class SyncProgress {
    private final StoredLog stored;
    private final EventLoop loop;
    private final LongSupplier logEndOffset;
    private final Runnable onMoved;
    private long syncedEndOffset;
    private long lastSyncNanos;
    private long cuts;
    private boolean underWay;
    private boolean wanted;
    private boolean stopped;

    SyncProgress(StoredLog stored, EventLoop loop, long syncedEndOffset, LongSupplier logEndOffset, Runnable onMoved) {
        this.stored = stored;
        this.loop = loop;
        this.logEndOffset = logEndOffset;
        this.onMoved = onMoved;
        this.syncedEndOffset = syncedEndOffset;
        this.lastSyncNanos = loop.nowNanos();
    }

    /** Everything below was synced. */
    long syncedEndOffset() {
        return syncedEndOffset;
    }

    long sinceLastSyncNanos() {
        return loop.nowNanos() - lastSyncNanos;
    }

    /** Syncs what is in the log now, at once or with the next sync. */
    void request() {
        if (underWay) {
            wanted = true;
            return;
        }
        underWay = true;
        long upTo = logEndOffset.getAsLong();
        long cutsBefore = cuts;
        stored.flush(() -> done(upTo, cutsBefore));
    }

    private void done(long upTo, long cutsBefore) {
        if (stopped) {
            return;
        }
        underWay = false;
        lastSyncNanos = loop.nowNanos();
        if (wanted) {
            wanted = false;
            request();
        }
        if (cuts == cutsBefore && upTo > syncedEndOffset) {
            syncedEndOffset = upTo;
            onMoved.run();
        }
    }

    /** The log will end at this offset: what comes after it must be synced anew. Returns whether that is news. */
    boolean cutTo(long endOffset) {
        cuts++;
        wanted |= underWay;
        if (endOffset >= syncedEndOffset) {
            return false;
        }
        syncedEndOffset = endOffset;
        return true;
    }

    /** The log was restarted: there is nothing below this offset that would have to be synced. */
    void restartAt(long offset) {
        cuts++;
        wanted |= underWay;
        syncedEndOffset = offset;
    }

    /** No sync will be reported any more. */
    void stop() {
        stopped = true;
    }
}
