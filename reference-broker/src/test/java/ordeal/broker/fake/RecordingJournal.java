package ordeal.broker.fake;

import java.util.ArrayList;
import java.util.List;
import ordeal.broker.journal.Journal;
import ordeal.broker.journal.JournalEntry;

/** A journal in memory. */
public final class RecordingJournal implements Journal {
    private final List<JournalEntry> entries = new ArrayList<>();

    @Override
    public void record(JournalEntry entry) {
        entries.add(entry);
    }

    /** All entries of one kind, in order. */
    public <T extends JournalEntry> List<T> all(Class<T> kind) {
        return entries.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
