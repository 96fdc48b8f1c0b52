package ordeal.broker.journal;

/**
 * The port to the protocol journal. An entry that must not be dropped is handed to the operating system before
 * {@link #record} returns, so that it is there before anybody outside can see its effect.
 */
public interface Journal {
    /** Writes an entry. Progress entries may be merged or held back for a few milliseconds; all others are written at once. */
    void record(JournalEntry entry);
}
