package ordeal.broker.fake;

import java.util.List;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalContract;
import ordeal.broker.journal.JournalEntry;

class RecordingJournalTest extends JournalContract {
    private final RecordingJournal journal = new RecordingJournal();

    @Override
    protected Journal open() {
        return journal;
    }

    @Override
    protected List<Found> found() {
        return journal.all(JournalEntry.OfPartition.class).stream()
                .map(RecordingJournalTest::found)
                .toList();
    }

    private static Found found(JournalEntry.OfPartition entry) {
        long offset = switch (entry) {
            case JournalEntry.HighWatermarkMoved moved -> moved.highWatermark();
            case JournalEntry.FollowerProgress seen -> seen.logEndOffset();
            default -> -1;
        };
        return new Found(entry.getClass().getSimpleName(), entry.partition().partition(), offset);
    }

    @Override
    protected void pass(long durationMs) {
        // Nothing is held back.
    }
}
