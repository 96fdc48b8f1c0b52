package ordeal.broker.log;

import java.util.concurrent.TimeUnit;
import ordeal.broker.config.TopicSettings;

/** When a log is synced to disk, apart from the end of each segment and of the broker. */
final class FlushPolicy {
    private FlushPolicy() {}

    /** Whether so many unsynced records are enough. */
    static boolean dueByCount(long unsyncedRecords, TopicSettings settings) {
        return unsyncedRecords > 0 && unsyncedRecords >= settings.flushMessages();
    }

    /** Whether the last sync is so long ago that unsynced records must wait no longer. */
    static boolean dueByAge(long unsyncedRecords, long sinceLastSyncNanos, TopicSettings settings) {
        return unsyncedRecords > 0 && TimeUnit.NANOSECONDS.toMillis(sinceLastSyncNanos) >= settings.flushMs();
    }
}
